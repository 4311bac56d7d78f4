"""The tables of this edition: what they hold, and how they are read and checked.

``catalogue`` lists what ``data/schema`` describes, ``schema`` reads one description, ``reading`` the files with the
values; ``checking`` holds values against the description, with the ``rules`` across rows. ``boundaries`` does the same
for the layers of the maps, and ``datapackage`` tells programs and readers of all of them.
"""
