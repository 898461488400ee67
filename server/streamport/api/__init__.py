"""The Kubernetes face of the server: users, rights, answers, and the log.

`application.build_application(settings)` puts it together for `streamport serve`:

    access    authentication and authorization: tokens, policy, users
    imports, streams, tags, stream_images, mappings, images, signatures, secrets, namespaces
              the handlers of the generated Protocols, and with them
              pull_secrets, stream_context, stream_rules, stored_images, tagging, preconditions,
              lists, deletion, tables, refusals
    backend   what handlers work with: store (observed_store), registries, importer; opened by the
              application's lifespan
    observing the outermost layer: each request is logged (record, logs) and counted (metrics)
    health    /healthz, /livez, /readyz

A lifespan that cannot open something for a foreseeable reason raises `faults.CannotStart`: `serve`
prints its text and exits 1.
"""
