-- The profile that every page of the desk begins with, in one message: the function sets the tenant, then reads as whoever calls
-- it, under row security. Both last as long as the statement.
CREATE FUNCTION own_profile(tenant uuid, person uuid) RETURNS TABLE (
  id uuid, "tenantId" uuid, email text, "displayName" text, roles text[], state text, "dateOfBirth" text, "onboardedAt" timestamptz,
  "notifyOnReview" boolean, "secondFactorConfirmedAt" timestamptz, version integer, "createdAt" timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true);
  RETURN QUERY SELECT u.id, u.tenant_id, u.email, u.display_name, u.roles, u.state, u.date_of_birth, u.onboarded_at,
    u.notify_on_review, u.second_factor_confirmed_at, u.version, u.created_at FROM users u WHERE u.id = person;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION own_profile(uuid, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION own_profile(uuid, uuid) TO countersign_app;
