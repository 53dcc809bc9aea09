"""Models of counts behind one interface."""
