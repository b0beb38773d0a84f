"""The archive as pages: a plan of them all, and each rendered by itself.

lookups = look_up(archive, options)
for planned in plan_pages(lookups):
    page = render(planned, lookups)
"""
