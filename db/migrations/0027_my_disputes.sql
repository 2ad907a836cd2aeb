-- Customers find their own cases by the address in them.
CREATE INDEX workflow_states_contact ON workflow_states (tenant_id, lower(crm_data #>> '{dispute,contactEmail}'));
