"""Forms: a form is rendered once for each language, as a plate, and only the values of a person are set in it.

What reads plates and prints them needs neither WeasyPrint nor Pango; `compile` and `cutting` alone do. A person's
values are held in memory only, and no error repeats one.
"""
