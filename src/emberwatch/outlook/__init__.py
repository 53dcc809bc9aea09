"""From counts to outlooks: series, models of counts, scores, backtests, resurgence."""
