-- Digits after the decimal point, as domain/money/currencies.ts has them (a test compares): ISK and UYI have none, CLF and UYW four.
CREATE OR REPLACE FUNCTION minor_exponent(currency text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0
    WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
    WHEN currency IN ('CLF', 'UYW') THEN 4 ELSE 2 END $$;
--> statement-breakpoint
-- Row security binds the owner too, so it rests while the generated amounts of these currencies are made anew.
ALTER TABLE payments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE bookings NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE payments SET currency = currency WHERE currency IN ('ISK', 'UYI', 'CLF', 'UYW');
--> statement-breakpoint
UPDATE bookings SET currency = currency WHERE currency IN ('ISK', 'UYI', 'CLF', 'UYW');
--> statement-breakpoint
ALTER TABLE payments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;
