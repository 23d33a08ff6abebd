"""Proofs of a translation: numbered pages, and sheets to compare and to write on. For the desk, never for a reader."""
