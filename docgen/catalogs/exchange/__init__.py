"""Catalogs leave for a spreadsheet or a CAT tool and come back: nothing is lost, and nothing is taken over unseen."""
