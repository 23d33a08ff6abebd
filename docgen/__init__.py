"""docgen renders documents for trafficked persons, in their languages, each page proved before it is printed."""

__version__ = "0.1.0"
