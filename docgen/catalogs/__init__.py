"""Translations in gettext's files: what is asked of the translators, what they answered, and who approved it."""
