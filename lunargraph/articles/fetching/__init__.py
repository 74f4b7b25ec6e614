"""Articles from the web: politely, within limits, and never from a private network unless told to."""
