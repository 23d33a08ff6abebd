"""A typeset document becomes the bytes of a file: PDF, DOCX or a page for a phone."""
