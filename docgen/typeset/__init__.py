"""Typesetting: where a line may end, which face draws which characters, and what the glyphs read as."""
