"""Television for a demo site: two channels that are really live, made by code and published like any encoder's."""
