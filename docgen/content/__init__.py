"""Files of content/ become a document tree whose texts are messages: nothing is translated or filled in here."""
