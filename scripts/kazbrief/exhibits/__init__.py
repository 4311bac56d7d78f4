"""The exhibits: figures and tables, each a YAML file with its words and a module that draws it (see ``README.md``).

``register`` lists them, ``publish`` makes one of them from its tables, ``record`` and ``citation`` tell programs and readers of it.
"""
