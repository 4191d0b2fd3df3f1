-- What was redeemed was redeemed, and what was given back is spent no more.
CREATE TRIGGER value_entries_keep BEFORE UPDATE ON value_entries
BEGIN SELECT RAISE(ABORT, 'value_entries: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER value_entries_stay BEFORE DELETE ON value_entries
BEGIN SELECT RAISE(ABORT, 'value_entries: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER allowance_returns_keep BEFORE UPDATE ON allowance_returns
BEGIN SELECT RAISE(ABORT, 'allowance_returns: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER allowance_returns_stay BEFORE DELETE ON allowance_returns
BEGIN SELECT RAISE(ABORT, 'allowance_returns: a fact is never deleted'); END;
