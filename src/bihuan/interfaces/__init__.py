"""How the outside reaches the house: pages, portal, machines, command line, clock. They translate and decide nothing."""
