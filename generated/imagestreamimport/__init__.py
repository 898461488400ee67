"""ImageStreamImport: Asks a server to look images up in other registries and, if wanted, to tag them into an image stream.

Made from one schema; nothing in this folder is written by hand.

    models        one class for each definition; decode, encode
    validators    validate, is_valid, unknown_fields: on the standard library alone
    causes        Cause: what validators find, and the reasons
    defaults      apply: a document with its defaults filled in
    references    image references: parse
    errors        what the server answers in place of a result, and what the network does
    resources     what is served, under which paths; lists of objects
    watching      Event: what a watch tells of
    client        Client and AsyncClient, for threads and for event loops
    server        create_app: what speaks HTTP for handlers of one's own, a Protocol for each resource
    options       options of requests, as handlers get them
    selectors     selectors of labels and fields, as handlers get them
    fake          a server in this process, for tests of code that uses the client
    schema.json   the schema, expanded for other validators and for editors
    imports       what an import came to, as `import_image` and `import_repository` give it back

This module imports nothing, so that each of them can be used without the others' dependencies.
"""

__version__ = "0.1.0"
