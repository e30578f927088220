"""The desk: an archive in the browser.

`app` puts the server together; `pages/` has one file a page and `api` the JSON interface; `guarding` decides who may
come in; `marked` and `cards` lay out a report with its claims.
"""
