"""docgen renders the documents a trafficked person is handed, in her language, each page proved before it is printed."""

__version__ = "0.1.0"
