"""The API: the use cases over HTTP, for programs that a token lets in."""
