"""Streamport: OpenShift's image imports, a command and a server on top of `imagestreamimport`."""
