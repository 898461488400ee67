"""The Kubernetes face of the server: who is asking, may they, what is answered, what is logged.

`application.build_application(settings)` puts it together for `streamport serve`:

    access, metrics = Access(settings), Metrics()
    create_app(                                       # imagestreamimport.server
        authenticate=access.authenticate,             # headers -> User, or Unauthorized
        authorize=access.authorize,                   # (User, Attributes) -> None, or Forbidden
        routes=[
            *health_routes({"store": is_writable}),   # raises when it is not
            Route("/metrics", access.guarded(metrics.page)),
        ],
        lifespan=...,                                 # opens store and registry pool, closes them
    )
    app.add_middleware(Observed, metrics=metrics)     # outermost: logs and counts every request

While a request is answered, `metrics.count_registry_call(host, outcome)`, `count_lookup` and
`count_import` feed both /metrics and the request's log line. A lifespan that cannot open something
for a foreseeable reason raises `faults.CannotStart`: `serve` prints its text and exits 1.
"""
