"""The pages of the server mode alone: accounts, coaches, and whose pages are shown."""
