"""Other people's servers, looked at again and again.

``feeds`` finds and reads what they announce, ``watching`` lets what is new wait for review,
``refetching`` asks at night whether documents have changed, and ``rounds`` does such work for many
guilds without hurry.
"""
