"""From a person's own words to proposals that the person confirms one by one. Pure, offline, English only."""
