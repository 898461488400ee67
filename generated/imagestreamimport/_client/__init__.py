"""The parts of the client: connections, calls, watches, kubeconfig."""
