// Generated from the API's routes by scripts/generateClient.ts; not edited by hand.
export interface paths {
    "/reconciliation/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bank accounts with their balances, and days of which nothing tells
         * @description Needs permission `banking:read`.
         */
        get: operations["get__reconciliation_accounts"];
        put?: never;
        /**
         * Add an account of a bank without an API; the same number or name again gives the account that is there
         * @description Needs permission `banking:manage`.
         */
        post: operations["post__reconciliation_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statements that were imported, newest first
         * @description Needs permission `banking:read`.
         */
        get: operations["get__reconciliation_statements"];
        put?: never;
        /**
         * Preview a statement file (CAMT, MT940, OFX, QIF, CSV); import it by sending it again with the hash of the preview
         * @description Needs permission `banking:manage`.
         */
        post: operations["post__reconciliation_statements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/statements/{statement_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One imported statement
         * @description Needs permission `banking:read`.
         */
        get: operations["get__reconciliation_statements_statement_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/statement-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Saved columns of CSV files, by name
         * @description Needs permission `banking:read`.
         */
        get: operations["get__reconciliation_statement_mappings"];
        put?: never;
        /**
         * Save which column of a bank’s CSV says what; the next file with the same head finds it
         * @description Needs permission `banking:manage`.
         */
        post: operations["post__reconciliation_statement_mappings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lines of bank accounts, newest first
         * @description Needs permission `banking:read`.
         */
        get: operations["get__reconciliation_transactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/transactions/{transaction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One line of a bank account, and what happened to it in sentences
         * @description Needs permission `banking:read`.
         */
        get: operations["get__reconciliation_transactions_transaction_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/transactions/{transaction_id}/ignore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a line aside: it belongs to no invoice
         * @description Needs permission `banking:manage`.
         */
        post: operations["post__reconciliation_transactions_transaction_id_ignore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/transactions/{transaction_id}/unignore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a line up again that was set aside
         * @description Needs permission `banking:manage`.
         */
        post: operations["post__reconciliation_transactions_transaction_id_unignore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/transactions/{transaction_id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Write a note on a line; an empty one takes it away
         * @description Needs permission `banking:manage`.
         */
        put: operations["put__reconciliation_transactions_transaction_id_note"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/plaid/link-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A token for Plaid's Link, and Plaid's own page for it. Of a connection whose access has ended it repairs the access and keeps the item
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_plaid_link_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/plaid/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Link: swap its public token, once, or confirm a repaired access. The access token never leaves the books
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_plaid_exchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/plaid/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where Plaid's page leads back to: a state is good once, for ten minutes, in the browser that asked
         * @description Needs no token.
         */
        get: operations["get__integrations_plaid_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/plaid/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a bank now, besides its schedule. Without one of your own the sandbox stands in, where it may
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_plaid_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/plaid/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the access at Plaid and forget the token. Accounts and lines stay
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_plaid_disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gocardless/institutions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Banks of a country that GoCardless can connect
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations_gocardless_institutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gocardless/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Where to send the person who consents at the bank: a state that is good once, in this browser. What is connected stays until the new consent has ended well
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_gocardless_connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gocardless/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the bank sends people back: a state is good once, for ten minutes, in the browser that asked
         * @description Needs no token.
         */
        get: operations["get__integrations_gocardless_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gocardless/{connection_id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a bank now, besides its schedule and within the calls that it takes
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_gocardless_connection_id_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gocardless/{connection_id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the access at the bank. Accounts and lines stay
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_gocardless_connection_id_disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/enablebanking/institutions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Banks of a country that Enable Banking can connect
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations_enablebanking_institutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/enablebanking/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Where to send the person who consents at the bank: a state that is good once, in this browser. What is connected stays until the new consent has ended well
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_enablebanking_connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/enablebanking/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the bank sends people back: a state is good once, for ten minutes, in the browser that asked
         * @description Needs no token.
         */
        get: operations["get__integrations_enablebanking_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/enablebanking/{connection_id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a bank now, besides its schedule and within the calls that it takes
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_enablebanking_connection_id_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/enablebanking/{connection_id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the access at the bank. Accounts and lines stay
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_enablebanking_connection_id_disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/plaid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signed notices of Plaid about an item: what is new is read, an ended access waits for a person
         * @description Needs no token.
         */
        post: operations["post__webhooks_plaid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/gocardless": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signed events of GoCardless: its banks are read. Account data itself sends none and comes by schedule
         * @description Needs no token.
         */
        post: operations["post__webhooks_gocardless"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bookings, newest first: your own, or all of them with bookings:read
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__bookings"];
        put?: never;
        /**
         * Book a shift of a property; it is held until it is paid or its window ends
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__bookings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bookings/{booking_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One booking with its payments, and what happened to it in sentences
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__bookings_booking_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bookings/{booking_id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a booking was paid, with a screenshot; it waits for a person from then on
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__bookings_booking_id_payments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bookings/{booking_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a booking up that is not confirmed; the same again changes nothing
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__bookings_booking_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your web chat, newest first; messages that WhatsApp could not deliver are here too
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__messages"];
        put?: never;
        /**
         * Write to the office
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/pending-verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bookings whose payment waits for a person, oldest first
         * @description Needs permission `bookings:verify`.
         */
        get: operations["get__admin_pending_verifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/booking/{booking_id}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A booking with its customer, property and all its payments
         * @description Needs permission `bookings:verify`.
         */
        get: operations["get__admin_booking_booking_id_details"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/unmatched-payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments without a booking, newest first, each with the reason
         * @description Needs permission `bookings:verify`.
         */
        get: operations["get__admin_unmatched_payments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/booking/{booking_id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a booking; without a claimed payment the office vouches for one. The same again changes nothing
         * @description Needs permission `bookings:verify`.
         */
        post: operations["post__admin_booking_booking_id_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/booking/{booking_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse the payment of a booking; its customer gets a new window
         * @description Needs permission `bookings:verify`.
         */
        post: operations["post__admin_booking_booking_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/payment/{payment_id}/link-booking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link an unmatched payment to its booking; `confirm` pays the booking with it in the same step
         * @description Needs permission `bookings:verify`.
         */
        post: operations["post__admin_payment_payment_id_link_booking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Properties that can be booked, with their rates
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__properties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a property, or change the one of this name; bookings keep the price they were made at
         * @description Needs permission `bookings:manage`.
         */
        post: operations["post__admin_properties"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/payment-system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health of what verifies booking payments
         * @description Needs no token.
         */
        get: operations["get__health_payment_system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dispute runs, newest first
         * @description Needs permission `disputes:read`.
         */
        get: operations["get__disputes"];
        put?: never;
        /**
         * Start the dispute of a case, join its open run, or run an ended case again
         * @description Needs permission `disputes:start`.
         */
        post: operations["post__disputes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workflow/{run_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status of one run with the history of its steps and decisions
         * @description Needs permission `disputes:read`.
         */
        get: operations["get__workflow_run_id_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/human-review/pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dispute runs that wait for a person, with their proposals
         * @description Needs permission `review:read`.
         */
        get: operations["get__human_review_pending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/human-review/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a dispute by its run: run_id, case_id, decision, reviewer_name, comments
         * @description Needs permission `review:decide`.
         */
        post: operations["post__human_review_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/my/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own disputes, newest first: cases opened with the proved address of your account
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__my_disputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Model costs of your tenant per day and model
         * @description Needs permission `costs:read`.
         */
        get: operations["get__costs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/costs/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The 50 disputes whose model calls of the last days cost most
         * @description Needs permission `costs:read`.
         */
        get: operations["get__costs_disputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Model costs of every tenant, added up; the most expensive of a page first
         * @description Needs permission `admin:tenants`.
         */
        get: operations["get__admin_costs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/costs/workflow/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Model and vendor costs of one run, also while it runs
         * @description Needs permission `costs:read`.
         */
        get: operations["get__costs_workflow_run_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/costs/case/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Costs of all runs of a case, added up
         * @description Needs permission `costs:read`.
         */
        get: operations["get__costs_case_case_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signed Stripe events; every kind that says a refund failed reopens its case
         * @description Needs no token.
         */
        post: operations["post__webhooks_stripe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/stripe/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signed events of a tenant's own Stripe account, checked with the secret that came with it; for 180 days also after the account was left
         * @description Needs no token.
         */
        post: operations["post__webhooks_stripe_account_id"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account with role user in the default tenant
         * @description Needs no token.
         */
        post: operations["post__auth_signup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account with role user in the default tenant
         * @description Needs no token.
         */
        post: operations["post__auth_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/address/prove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove that the address is yours, with the token of the mail and the password of the sign-up; only then may the account get a role
         * @description Needs no token.
         */
        post: operations["post__auth_address_prove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail, password and, where it is on, a code of the second factor
         * @description Needs no token.
         */
        post: operations["post__auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Swap a refresh token for a new pair; using one twice ends the whole session
         * @description Needs no token.
         */
        post: operations["post__auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End this session and its tokens
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who this token or key belongs to and what it may do
         * @description Needs a token or an API key.
         */
        get: operations["get__auth_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your sessions, newest first
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__auth_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions and its tokens
         * @description Needs a token of a person; API keys are refused.
         */
        delete: operations["delete__auth_sessions_session_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public keys that check our tokens, newest first
         * @description Needs no token.
         */
        get: operations["get__well_known_jwks_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password; your other sessions end
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__auth_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a mail with a single-use token; the answer is the same whether the account exists or not
         * @description Needs no token.
         */
        post: operations["post__auth_password_forgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the token of the mail; all sessions end
         * @description Needs no token.
         */
        post: operations["post__auth_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the secret of a second factor (TOTP); it counts once confirmed with a code
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__auth_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the second factor on with a first code; refresh your token afterwards
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__auth_second_factor_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the second factor off with password and code; your other sessions end
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__auth_second_factor_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your profile
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your profile
         * @description Needs a token of a person; API keys are refused.
         */
        patch: operations["patch__me"];
        trace?: never;
    };
    "/onboarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give what matching needs to know of you: state and date of birth
         * @description Needs a token of a person; API keys are refused.
         */
        put: operations["put__onboarding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Users of your tenant
         * @description Needs permission `admin:users`.
         */
        get: operations["get__admin_users"];
        put?: never;
        /**
         * Invite a user: they set their password with the token of a mail
         * @description Needs permission `admin:users`.
         */
        post: operations["post__admin_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user, with the ETag for changes
         * @description Needs permission `admin:users`.
         */
        get: operations["get__admin_users_user_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change roles, limits or whether the account is active; their access tokens end at once
         * @description Needs permission `admin:users`.
         */
        patch: operations["patch__admin_users_user_id"];
        trace?: never;
    };
    "/admin/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All tenants
         * @description Needs permission `admin:tenants`.
         */
        get: operations["get__admin_tenants"];
        put?: never;
        /**
         * Create a tenant and invite its first admin
         * @description Needs permission `admin:tenants`.
         */
        post: operations["post__admin_tenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tenants/{tenant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One tenant, with the ETag for changes
         * @description Needs permission `admin:tenants`.
         */
        get: operations["get__admin_tenants_tenant_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename or suspend a tenant; suspending ends all its tokens at once
         * @description Needs permission `admin:tenants`.
         */
        patch: operations["patch__admin_tenants_tenant_id"];
        trace?: never;
    };
    "/admin/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys of your tenant; never their secret part
         * @description Needs permission `admin:api-keys`.
         */
        get: operations["get__admin_api_keys"];
        put?: never;
        /**
         * Make an API key; the answer is the only place where it is shown. With rights over money it waits for a second person
         * @description Needs permission `admin:api-keys`.
         */
        post: operations["post__admin_api_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key; it stops working at once and stays in the list
         * @description Needs permission `admin:api-keys`.
         */
        delete: operations["delete__admin_api_keys_key_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All settings of your tenant, with what holds, who changed it last and what waits for a second person
         * @description Needs permission `admin:config`.
         */
        get: operations["get__admin_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change several settings at once, all or none; what widens power over money waits for a second person
         * @description Needs permission `admin:config`.
         */
        patch: operations["patch__admin_config"];
        trace?: never;
    };
    "/admin/config/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a change of several settings would do, in words; nothing is changed
         * @description Needs permission `admin:config`.
         */
        post: operations["post__admin_config_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/config/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One setting
         * @description Needs permission `admin:config`.
         */
        get: operations["get__admin_config_key"];
        /**
         * Change a setting; it holds for what starts from now on, or once a second person has approved it
         * @description Needs permission `admin:config`.
         */
        put: operations["put__admin_config_key"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/power-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes of rights and limits of your tenant that a second person approves, newest first
         * @description Needs permission `admin:users`.
         */
        get: operations["get__admin_power_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/power-changes/{change_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One change of rights or limits of your tenant
         * @description Needs permission `admin:users`.
         */
        get: operations["get__admin_power_changes_change_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/power-changes/{change_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a change of rights of your tenant as its second person, with a fresh code; it is made in the same moment
         * @description Needs permission `admin:users`.
         */
        post: operations["post__admin_power_changes_change_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/power-changes/{change_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a change of rights of your tenant, or take back your own
         * @description Needs permission `admin:users`.
         */
        post: operations["post__admin_power_changes_change_id_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tenants/{tenant_id}/power-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes of rights and limits of one tenant that a second person approves, newest first
         * @description Needs permission `admin:tenants`.
         */
        get: operations["get__admin_tenants_tenant_id_power_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tenants/{tenant_id}/power-changes/{change_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One change of rights or limits of one tenant
         * @description Needs permission `admin:tenants`.
         */
        get: operations["get__admin_tenants_tenant_id_power_changes_change_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tenants/{tenant_id}/power-changes/{change_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a change of rights of one tenant as its second person, with a fresh code; it is made in the same moment
         * @description Needs permission `admin:tenants`.
         */
        post: operations["post__admin_tenants_tenant_id_power_changes_change_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tenants/{tenant_id}/power-changes/{change_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a change of rights of one tenant, or take back your own
         * @description Needs permission `admin:tenants`.
         */
        post: operations["post__admin_tenants_tenant_id_power_changes_change_id_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Roles and permissions in words
         * @description Needs a token or an API key.
         */
        get: operations["get__rights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gmail/oauth/init": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where to send the user for Google's consent: state and PKCE, offline access, the least scopes. Its cookie must come back with the callback
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__integrations_gmail_oauth_init"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gmail/oauth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where Google sends the user back: a state is good once, for ten minutes, in the browser that asked
         * @description Needs no token.
         */
        get: operations["get__integrations_gmail_oauth_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gmail/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the access: revoked at Google, tokens forgotten. What was read stays
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__integrations_gmail_disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gmail/set-aside": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mail that could not be read, with the reason; of your own mailboxes, or of the tenant for who manages them
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__integrations_gmail_set_aside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gmail/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your mailboxes and how their last readings went; of the whole tenant for who manages integrations
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__integrations_gmail_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/gmail/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the payment inboxes, or your own mailbox, now and besides the schedule
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__integrations_gmail_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/money-stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether money is stopped, by whom and why
         * @description Needs permission `money:stop`.
         */
        get: operations["get__admin_money_stop"];
        put?: never;
        /**
         * Stop every outward money call of the tenant, or of all; workflows wait, nothing is lost
         * @description Needs permission `money:stop`.
         */
        post: operations["post__admin_money_stop"];
        /**
         * Ask that money moves again; it does once a second person has approved. Without a stop nothing is asked
         * @description Needs permission `money:stop`.
         */
        delete: operations["delete__admin_money_stop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Journal of the double-entry ledger, oldest first, as JSON or CSV
         * @description Needs permission `ledger:read`.
         */
        get: operations["get__ledger_journal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages of your tenant, newest first; `status=undeliverable` is the list to follow up by hand
         * @description Needs permission `ops:read`.
         */
        get: operations["get__admin_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/notifications/{notification_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver a message that was given up once more, under its old Message-ID
         * @description Needs permission `ops:manage`.
         */
        post: operations["post__admin_notifications_notification_id_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/whatsapp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens the webhook: echoes the challenge to whoever knows the verify token
         * @description Needs no token.
         */
        get: operations["get__webhooks_whatsapp"];
        put?: never;
        /**
         * Signed delivery notices; they settle messages whose answer was lost
         * @description Needs no token.
         */
        post: operations["post__webhooks_whatsapp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-sent events of changes to reviews, disputes, bookings, payments, money, runs, bulk decisions and rights; after `resync` read what you show again
         * @description Needs a token or an API key.
         */
        get: operations["get__live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Audit events of your tenant, newest first
         * @description Needs permission `audit:read`.
         */
        get: operations["get__admin_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/events/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recompute the hash chain of your tenant: every altered event and a cut tail are named
         * @description Needs permission `audit:read`.
         */
        get: operations["get__admin_events_verification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many encrypted fields each key still reads; a key with none may leave the ring
         * @description Needs permission `admin:keys`.
         */
        get: operations["get__admin_keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/keys/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Re-encrypt every field under the newest key of the ring; the same rotation again joins it
         * @description Needs permission `admin:keys`.
         */
        post: operations["post__admin_keys_rotation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Runs of every kind, newest first: what each does, what it waits for, how it ended
         * @description Needs permission `runs:read`.
         */
        get: operations["get__runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/run-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many of the newest 10,000 runs are what, by kind and by what they do
         * @description Needs permission `runs:read`.
         */
        get: operations["get__run_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{process_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One run with its steps, attempts and failures; names and codes, never contents
         * @description Needs permission `runs:read`.
         */
        get: operations["get__runs_process_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Schedules of your tenant with their last and next run
         * @description Needs permission `ops:read`.
         */
        get: operations["get__admin_schedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/schedules/{schedule_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a schedule; runs at work go on
         * @description Needs permission `ops:manage`.
         */
        post: operations["post__admin_schedules_schedule_id_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/schedules/{schedule_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a paused schedule run again
         * @description Needs permission `ops:manage`.
         */
        post: operations["post__admin_schedules_schedule_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/schedules/{schedule_id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a run now, besides the usual times
         * @description Needs permission `ops:manage`.
         */
        post: operations["post__admin_schedules_schedule_id_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Vendors, whether they are configured, and how the last calls to them went
         * @description Needs permission `ops:read`.
         */
        get: operations["get__vendors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What could not be delivered: messages given up, starts or decisions the engine did not take, and events of the queue that can not be taken
         * @description Needs permission `ops:read`.
         */
        get: operations["get__dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dead-letters/{letter_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try again: a message is delivered anew under its old Message-ID, a start or decision is sent at once, an event goes back to its queue
         * @description Needs permission `ops:manage`.
         */
        post: operations["post__dead_letters_letter_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts of your tenant, newest first
         * @description Needs permission `ops:read`.
         */
        get: operations["get__admin_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What alerts are raised about, above which figure, and the figures of the last week
         * @description Needs permission `ops:read`.
         */
        get: operations["get__admin_alert_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change several rules at once, all or none; they hold from the next evaluation on
         * @description Needs permission `ops:manage`.
         */
        patch: operations["patch__admin_alert_rules"];
        trace?: never;
    };
    "/admin/alert-rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the threshold of a rule, or switch it off; it holds from the next evaluation on
         * @description Needs permission `ops:manage`.
         */
        put: operations["put__admin_alert_rules_rule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/reports/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The report of a day: money, bookings, how far verification worked by itself, and who decided
         * @description Needs permission `ops:read`.
         */
        get: operations["get__admin_reports_daily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened day by day, at most 92 days of your tenant's calendar, as charts in words
         * @description Needs permission `ops:read`.
         */
        get: operations["get__admin_reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Faults the simulated vendors have now
         * @description Needs permission `ops:read`.
         */
        get: operations["get__sandbox_faults"];
        put?: never;
        /**
         * Give a simulated vendor a fault
         * @description Needs permission `ops:manage`.
         */
        post: operations["post__sandbox_faults"];
        /**
         * Take all faults away
         * @description Needs permission `ops:manage`.
         */
        delete: operations["delete__sandbox_faults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health of the database and the engine
         * @description Needs no token.
         */
        get: operations["get__health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this process can serve
         * @description Needs no token.
         */
        get: operations["get__health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this process runs
         * @description Needs no token.
         */
        get: operations["get__health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prometheus metrics of the API
         * @description Needs no token.
         */
        get: operations["get__metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/codec-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An operator token for the codec endpoint of the Temporal UI and CLI: 8 hours, or until your session ends
         * @description Needs permission `codec:token`.
         */
        post: operations["post__codec_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/codec/{operator_token}/encode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Encrypt payloads for the Temporal UI and CLI
         * @description Needs no token.
         */
        post: operations["post__codec_operator_token_encode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/codec/{operator_token}/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decrypt payloads for the Temporal UI and CLI
         * @description Needs no token.
         */
        post: operations["post__codec_operator_token_decode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Policy documents and how far they are ingested
         * @description Needs permission `policies:manage`.
         */
        get: operations["get__admin_policies"];
        put?: never;
        /**
         * Upload a policy (.docx, .md, .txt); its text becomes searchable
         * @description Needs permission `policies:manage`.
         */
        post: operations["post__admin_policies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/policies/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a policy and its searchable sections
         * @description Needs permission `policies:manage`.
         */
        delete: operations["delete__admin_policies_document_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tenants/{tenant_id}/license-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Licence keys of an organisation; never the keys themselves
         * @description Needs permission `licenses:manage`.
         */
        get: operations["get__admin_tenants_tenant_id_license_keys"];
        put?: never;
        /**
         * Issue a licence key to an organisation; the answer is the only place where it is shown
         * @description Needs permission `licenses:manage`.
         */
        post: operations["post__admin_tenants_tenant_id_license_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/tenants/{tenant_id}/license-keys/{license_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Suspend a licence key, make it active again, or change its day and its number of instances
         * @description Needs permission `licenses:manage`.
         */
        patch: operations["patch__admin_tenants_tenant_id_license_keys_license_id"];
        trace?: never;
    };
    "/admin/tenants/{tenant_id}/license-keys/{license_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a licence key by a new one; the old one is unknown at once, its instances stay registered
         * @description Needs permission `licenses:manage`.
         */
        post: operations["post__admin_tenants_tenant_id_license_keys_license_id_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/whmcs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * WHMCS instances of your organisation; never their credentials
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations_whmcs"];
        put?: never;
        /**
         * Register an instance of WHMCS under a licence key. WHMCS is asked first; it approves nothing without a person yet
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_whmcs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/whmcs/{instance_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One instance, and how reading it goes
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations_whmcs_instance_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how an instance is read; it holds from the next reading. What lets the machine record more by itself waits for a second person
         * @description Needs permission `integrations:manage`.
         */
        patch: operations["patch__integrations_whmcs_instance_id"];
        trace?: never;
    };
    "/integrations/whmcs/{instance_id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the use of an instance; its credential is forgotten, its invoices stay. Refused while a payment is being recorded
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_whmcs_instance_id_disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/whmcs/{instance_id}/module": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The hook file of an instance, to be saved as includes/hooks/countersign.php. It holds the secret of its hook
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations_whmcs_instance_id_module"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/whmcs/{instance_id}/hook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new secret for the hook of an instance; the file with the old one is refused at once. Answers the new file
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_whmcs_instance_id_hook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/whmcs/{instance_id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read invoices and clients of an instance now; one reading at a time
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_whmcs_instance_id_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/whmcs/{instance_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signed hooks of a WHMCS instance: which invoice or client has changed. The same one again changes nothing
         * @description Needs no token.
         */
        post: operations["post__webhooks_whmcs_instance_id"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/whmcs/{instance_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How reading an instance goes, for a page inside WHMCS; signed as its hooks are, with an empty body
         * @description Needs no token.
         */
        get: operations["get__webhooks_whmcs_instance_id_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/stripe/oauth/init": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where to send a person for Stripe's consent to read their account. Its cookie must come back with the callback
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations_stripe_oauth_init"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/stripe/oauth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where Stripe sends people back: a state is good once, for ten minutes, in the browser that asked
         * @description Needs no token.
         */
        get: operations["get__integrations_stripe_oauth_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stripe accounts that are read
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations_stripe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/stripe/{connection_id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read payments and payouts of an account now; one reading at a time
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_stripe_connection_id_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/stripe/{connection_id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the access: at Stripe, then here, where its tokens are forgotten. What was read stays
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__integrations_stripe_connection_id_disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/stripe-connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signed Stripe events of connected accounts: what they name is read again, once, by the tenant that has the account
         * @description Needs no token.
         */
        post: operations["post__webhooks_stripe_connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invoices of your WHMCS instances
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_invoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments of your Stripe accounts; what a tenant pays for credits is not among them
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_payments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What Stripe paid out, and whether its balance transactions explain it
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_payouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/payouts/{payout_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One payout with the balance transactions it is made of
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_payouts_payout_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments matched to invoices
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_matches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/matches/{match_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One match with what speaks for it
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_matches_match_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/matches/{match_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count a payment as received for its invoice
         * @description Needs permission `review:decide`.
         */
        post: operations["post__reconciliation_matches_match_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/matches/{match_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a proposed match
         * @description Needs permission `review:decide`.
         */
        post: operations["post__reconciliation_matches_match_id_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/matches/{match_id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a recorded match to be taken back at WHMCS; another person decides about it
         * @description Needs permission `review:decide`.
         */
        post: operations["post__reconciliation_matches_match_id_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Match payments to invoices now
         * @description Needs permission `reconciliation:manage`.
         */
        post: operations["post__reconciliation_runs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments and invoices without a match, with the reason, its age and whose turn it is
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_unmatched"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rules by which payments are matched, and what they were before
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_rules"];
        put?: never;
        /**
         * Put other rules in place of those that hold
         * @description Needs permission `reconciliation:manage`.
         */
        post: operations["post__reconciliation_rules"];
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change some of the rules
         * @description Needs permission `reconciliation:manage`.
         */
        patch: operations["patch__reconciliation_rules"];
        trace?: never;
    };
    "/reconciliation/rules/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What other rules would change for what is open now; nothing is kept
         * @description Needs permission `reconciliation:manage`.
         */
        post: operations["post__reconciliation_rules_dry_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was learned about payments, and which version scores them
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/models/choose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a version, or the rules, into use from the next run on
         * @description Needs permission `reconciliation:manage`.
         */
        post: operations["post__reconciliation_models_choose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/reports/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Matched and unmatched payments, amounts, and how many the rules approved
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__admin_reports_reconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reconciliation/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bank, ledger and WHMCS side by side, with every residual named and explained
         * @description Needs permission `reconciliation:read`.
         */
        get: operations["get__reconciliation_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Review tasks of every kind, oldest first; `sort=-priority` puts first what a decision is worth most on
         * @description Needs permission `review:read`.
         */
        get: operations["get__reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{task_id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Take a task, or let it go; colleagues see who has it, and may still decide
         * @description Needs permission `review:decide`.
         */
        put: operations["put__reviews_task_id_owner"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many tasks are open and what is at risk by currency: in all, by kind and by owner
         * @description Needs permission `review:read`.
         */
        get: operations["get__reviews_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/currency-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rates by which the inbox compares amounts of several currencies; they move no money
         * @description Needs permission `admin:config`.
         */
        get: operations["get__currency_rates"];
        /**
         * Set rates against the base currency as of a day that has begun; the open tasks are put in order by them
         * @description Needs permission `admin:config`.
         */
        put: operations["put__currency_rates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One task with exactly what is shown and the hash a decision must carry
         * @description Needs permission `review:read`.
         */
        get: operations["get__reviews_task_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reviews/{task_id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a task: first decision wins, bound to what was shown
         * @description Needs permission `review:decide`.
         */
        post: operations["post__reviews_task_id_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/decisions/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of a decision that was answered with 202
         * @description Needs permission `review:read`.
         */
        get: operations["get__decisions_request_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bulk decisions that were started, newest first
         * @description Needs permission `review:decide`.
         */
        get: operations["get__bulk_decisions"];
        put?: never;
        /**
         * Preview a decision on many tasks: frozen items, totals, outliers and what is left out. Decides nothing
         * @description Needs permission `review:decide`.
         */
        post: operations["post__bulk_decisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk-decisions/{bulk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress and, once it has ended, the receipt: outcomes by code
         * @description Needs permission `review:decide`.
         */
        get: operations["get__bulk_decisions_bulk_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk-decisions/{bulk_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Its tasks in order, with what became of each
         * @description Needs permission `review:decide`.
         */
        get: operations["get__bulk_decisions_bulk_id_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk-decisions/{bulk_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carry out what was previewed, by whoever previewed it; the same again joins it
         * @description Needs permission `review:decide`.
         */
        post: operations["post__bulk_decisions_bulk_id_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bulk-decisions/{bulk_id}/abort": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop it after the tasks that are being decided now; what is decided stays decided, the rest stays open
         * @description Needs permission `review:decide`.
         */
        post: operations["post__bulk_decisions_bulk_id_abort"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/demo/logins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts of the rehearsal; not in production
         * @description Needs no token.
         */
        get: operations["get__demo_logins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This installation: version, address of runs in the Temporal UI, whether the vendors are simulated
         * @description Needs a token or an API key.
         */
        get: operations["get__desk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/saved-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your saved views: filters and order of a list under a name
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__saved_views"];
        put?: never;
        /**
         * Save a view; the same page and name again replaces it
         * @description Needs a token of a person; API keys are refused.
         */
        post: operations["post__saved_views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/saved-views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove one of your views
         * @description Needs a token of a person; API keys are refused.
         */
        delete: operations["delete__saved_views_view_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/vendor-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts of your organisation at gateway, CRM and billing; never their credentials
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__admin_vendor_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/vendor-accounts/{vendor}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect an account, or give the connected one another credential. The vendor is asked first; what is connected stays until the new one works. A new or another account waits for a second person
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__admin_vendor_accounts_vendor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/vendor-accounts/{vendor}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the vendor whether the connected credential still works and opens the same account
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__admin_vendor_accounts_vendor_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/vendor-accounts/{vendor}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the use of an account; its credential is forgotten, the secret of its events after 180 days. Refused while money there is open. What waits is dropped
         * @description Needs permission `integrations:manage`.
         */
        post: operations["post__admin_vendor_accounts_vendor_disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outside accounts of your organisation: how each stands, when its consent ends, and what can be done
         * @description Needs permission `integrations:manage`.
         */
        get: operations["get__integrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What needs you now: sections by what you may see, such as what waits for you, what is stuck, money since midnight
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/today/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What stands on every page of the desk: numbers beside the pages you may open, and what you must know
         * @description Needs a token of a person; API keys are refused.
         */
        get: operations["get__today_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CsvMapping: {
            /** @enum {string} */
            delimiter: "," | ";" | "\t" | "|";
            /** @description Lines before the first row of data, the head among them */
            skipRows: number;
            date: number;
            valueDate: number | null;
            dateOrder: ("dmy" | "mdy" | "ymd") | null;
            amount: {
                /** @constant */
                kind: "signed";
                column: number;
            } | {
                /** @constant */
                kind: "split";
                credit: number;
                debit: number;
            } | {
                /** @constant */
                kind: "marked";
                column: number;
                mark: number;
            };
            /** @description Amounts without a sign are money that went out */
            negate: boolean;
            currencyColumn: number | null;
            currency: string | null;
            counterparty: number | null;
            reference: number | null;
            description: number[];
            bankReference: number | null;
        };
        SandboxFault: {
            /** @enum {string} */
            vendor: "stripe" | "openai" | "salesforce" | "zuora" | "smtp" | "gmail" | "whatsapp";
            /**
             * @description `METHOD /path` prefix, or `*`
             * @default *
             */
            route: string;
            /** @description Only requests that contain this text, e.g. a case id */
            account?: string;
            /** @enum {string} */
            fault: "delay" | "rate_limit" | "unavailable" | "drop_before" | "drop_after" | "error_after" | "malformed" | "refusal" | "malformed_output" | "length_cut" | "quota" | "obey_injection" | "arbitrary_output" | "refuse" | "stale_list" | "refund_fails" | "invalid_grant" | "window_closed" | "undeliverable";
            /** @description How many requests are hit; all of them when left out */
            times?: number;
            value?: number | string;
            seed?: number;
        };
        BankAccount: {
            /** Format: uuid */
            account_id: string;
            name: string;
            institution: string | null;
            last_four: string | null;
            type: string | null;
            currency: string;
            /** @description What the bank last said is on it */
            balance: components["schemas"]["ShownAmount"] | null;
            balance_on: string | null;
            transactions: number;
            /** @description Transactions that are neither matched nor ignored */
            open: number;
            first_day: string | null;
            last_day: string | null;
            /** @description More than a week of which no statement and no connection tells */
            gaps: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
            }[];
            mock: boolean;
        };
        ShownAmount: {
            amount_minor: number;
            amount: number;
            currency: string;
            text: string;
        };
        /** @description RFC 9457 problem with a stable error code */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            /** @description Of FORBIDDEN: the permission that is missing, where it is one */
            permission?: string;
            /** @description What to do now, for a person */
            next: string;
            /** @constant */
            success: false;
            error: {
                code: string;
                message: string;
                details: {
                    [key: string]: unknown;
                };
                timestamp: string;
            };
        };
        StatementResult: {
            /** @description Import exactly this by sending the same again with this hash */
            preview_hash: string;
            imported: boolean;
            /** @enum {string} */
            format: "camt" | "mt940" | "ofx" | "qif" | "csv";
            encoding: string;
            notes: string[];
            questions: {
                /** @enum {string} */
                asks: "date_order" | "currency" | "columns" | "direction" | "account";
                text: string;
                answers: string[];
            }[];
            csv: {
                columns: string[];
                sample: string[][];
                mapping: components["schemas"]["CsvMapping"];
                head_key: string | null;
            } | null;
            statements: components["schemas"]["StatementPart"][];
        };
        StatementPart: {
            /** @description Null in a preview */
            statement_id: string | null;
            /** @description Null where the account is new, or where nothing says which one it is */
            account_id: string | null;
            account_name: string | null;
            new_account: boolean;
            currency: string | null;
            first_day: string | null;
            last_day: string | null;
            opening: components["schemas"]["ShownAmount"] | null;
            closing: components["schemas"]["ShownAmount"] | null;
            /** @description What is wrong with the balances, as a sentence; null where they add up or are not there */
            difference: string | null;
            lines: number;
            /** @description Lines that are new */
            added: number;
            changed: number;
            /** @description The first lines */
            sample: {
                /** Format: date */
                booked_on: string;
                amount: components["schemas"]["ShownAmount"];
                counterparty: string | null;
                reference: string | null;
                description: string | null;
            }[];
        };
        Statement: {
            /** Format: uuid */
            statement_id: string;
            /** Format: uuid */
            account_id: string;
            account_name: string;
            file_name: string;
            /** @enum {string} */
            format: "camt" | "mt940" | "ofx" | "qif" | "csv";
            first_day: string | null;
            last_day: string | null;
            currency: string;
            opening: components["schemas"]["ShownAmount"] | null;
            closing: components["schemas"]["ShownAmount"] | null;
            difference: string | null;
            lines: number;
            added: number;
            changed: number;
            imported_at: string;
        };
        SavedMapping: {
            /** Format: uuid */
            mapping_id: string;
            name: string;
            mapping: unknown;
            head_key: string | null;
            updated_at: string;
        };
        BankTransaction: {
            /** Format: uuid */
            transaction_id: string;
            /** Format: uuid */
            account_id: string;
            account_name: string;
            /**
             * @description What is known about where the money belongs
             * @enum {string}
             */
            status: "new" | "proposed" | "matched" | "ignored" | "unmatched";
            reason: string | null;
            since: string;
            /** @enum {string} */
            posting: "pending" | "posted";
            /** Format: date */
            booked_on: string;
            value_on: string | null;
            amount: components["schemas"]["ShownAmount"];
            counterparty: string | null;
            reference: string | null;
            /** @description The reference as it is compared: capitals, without blanks and punctuation */
            clean_reference: string | null;
            description: string | null;
            end_to_end_id: string | null;
            bank_reference: string | null;
            /**
             * @description Whose words it shows
             * @enum {string}
             */
            source: "camt" | "mt940" | "gocardless" | "enable_banking" | "plaid" | "ofx" | "csv" | "qif";
            note: string | null;
            /** @description When the bank took it back */
            removed_at: string | null;
            mock: boolean;
        };
        ShownBankTransaction: {
            /** Format: uuid */
            transaction_id: string;
            /** Format: uuid */
            account_id: string;
            account_name: string;
            /**
             * @description What is known about where the money belongs
             * @enum {string}
             */
            status: "new" | "proposed" | "matched" | "ignored" | "unmatched";
            reason: string | null;
            since: string;
            /** @enum {string} */
            posting: "pending" | "posted";
            /** Format: date */
            booked_on: string;
            value_on: string | null;
            amount: components["schemas"]["ShownAmount"];
            counterparty: string | null;
            reference: string | null;
            /** @description The reference as it is compared: capitals, without blanks and punctuation */
            clean_reference: string | null;
            description: string | null;
            end_to_end_id: string | null;
            bank_reference: string | null;
            /**
             * @description Whose words it shows
             * @enum {string}
             */
            source: "camt" | "mt940" | "gocardless" | "enable_banking" | "plaid" | "ofx" | "csv" | "qif";
            note: string | null;
            /** @description When the bank took it back */
            removed_at: string | null;
            mock: boolean;
            history: {
                at: string;
                sentence: string;
            }[];
        };
        Connection: {
            /** Format: uuid */
            connection_id: string;
            /** @description plaid, gocardless, enable_banking, gmail … */
            kind: string;
            /** @description In words */
            kind_name: string;
            /** @description What is connected, in words */
            name: string;
            /** @enum {string} */
            status: "pending" | "active" | "requires_reauth" | "disconnected";
            /** @description How it stands in words, and what a person can do; `next` is empty where nothing is needed */
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
                next: string;
            };
            /** @description What it tells of, in words */
            accounts: string[];
            consent_ends_at: string | null;
            /** @description When it was last read */
            checked_at: string | null;
            last_code: string | null;
            /** @description True for an account of the sandbox */
            mock: boolean;
            actions: {
                /** @description In words */
                name: string;
                /** @enum {string} */
                kind: "sync" | "reauthorise" | "disconnect";
                /** @enum {string} */
                method: "get" | "post";
                /** @description Below the address of the API */
                path: string;
                body: {
                    [key: string]: string;
                } | null;
                query: {
                    [key: string]: string;
                } | null;
            }[];
        };
        Booking: {
            booking_id: string;
            /** Format: uuid */
            property_id: string;
            /** Format: date */
            booking_date: string;
            /** @enum {string} */
            shift_type: "Day" | "Night" | "Full Day" | "Full Night";
            total_cost: number;
            total_minor: number;
            currency: string;
            customer_name: string;
            /** @enum {string} */
            status: "Pending" | "Waiting" | "Confirmed" | "Expired" | "Cancelled";
            /** @description While Pending: when it expires without a payment */
            expires_at: string | null;
            payment_id: string | null;
            verification_method: ("auto_gmail" | "auto_screenshot" | "manual_admin") | null;
            verified_at: string | null;
            rejection_reason: string | null;
            created_at: string;
        };
        ShownBooking: {
            booking_id: string;
            /** Format: uuid */
            property_id: string;
            /** Format: date */
            booking_date: string;
            /** @enum {string} */
            shift_type: "Day" | "Night" | "Full Day" | "Full Night";
            total_cost: number;
            total_minor: number;
            currency: string;
            customer_name: string;
            /** @enum {string} */
            status: "Pending" | "Waiting" | "Confirmed" | "Expired" | "Cancelled";
            /** @description While Pending: when it expires without a payment */
            expires_at: string | null;
            payment_id: string | null;
            verification_method: ("auto_gmail" | "auto_screenshot" | "manual_admin") | null;
            verified_at: string | null;
            rejection_reason: string | null;
            created_at: string;
            /** @description What was booked, in words */
            title: string;
            property_name: string;
            /** @description How it stands in words, and what comes next or can be done */
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
                next: string;
            };
        };
        BookingPayment: {
            /** Format: uuid */
            payment_id: string;
            booking_id: string | null;
            /** @enum {string} */
            source: "gmail" | "screenshot" | "manual";
            transaction_id: string | null;
            amount: number;
            amount_minor: number;
            currency: string;
            sender_name: string | null;
            sender_phone: string | null;
            email_subject: string | null;
            screenshot_url: string | null;
            screenshot_data: unknown | null;
            /** @enum {string} */
            status: "pending" | "matched" | "unmatched" | "verified" | "rejected";
            reason: ("no_match" | "tie" | "unauthenticated" | "unreadable" | "late" | "partial" | "over" | "duplicate" | "low_confidence" | "stale" | "misaddressed" | "claim_differs" | "claim_contested" | "booking_cancelled" | "rejected" | "dismissed") | null;
            /** @description How it stands in words, with the reason */
            text: string;
            match_confidence: number | null;
            match: unknown | null;
            paid_at: string;
            created_at: string;
            verified_at: string | null;
            verified_by: string | null;
        };
        BookingMoment: {
            at: string;
            text: string;
            /** @description Words of a person, or the subject of a mail */
            quote: string | null;
            /** @description The review it speaks of, for the office */
            task_id: string | null;
        };
        WebMessage: {
            /** Format: uuid */
            message_id: string;
            booking_id: string | null;
            /** @enum {string} */
            direction: "in" | "out";
            body: string;
            created_at: string;
        };
        PendingVerification: {
            booking_id: string;
            property: {
                name: string;
                /** @enum {string} */
                type: "hut" | "farm";
                address: string;
            };
            customer: {
                name: string;
                phone: string | null;
                cnic: string | null;
            };
            booking_details: {
                /** Format: date */
                date: string;
                /** @enum {string} */
                shift: "Day" | "Night" | "Full Day" | "Full Night";
                total_cost: number;
                currency: string;
            };
            payment: {
                screenshot_url: string | null;
                transaction_id: string | null;
                amount: number | null;
                sender_name: string | null;
            };
            /** @enum {string} */
            status: "Pending" | "Waiting" | "Confirmed" | "Expired" | "Cancelled";
            created_at: string;
        };
        DecisionPending: {
            /** @constant */
            status: "DECISION_PENDING";
            /** Format: uuid */
            request_id: string;
            status_url: string;
        };
        Property: {
            /** Format: uuid */
            property_id: string;
            name: string;
            /** @enum {string} */
            type: "hut" | "farm";
            address: string;
            contact: string;
            currency: string;
            /** @description Null: that of the tenant */
            time_zone: string | null;
            rates: {
                Day: number;
                Night: number;
                "Full Day": number;
                "Full Night": number;
            };
        };
        PaymentHealth: {
            /** @enum {string} */
            gmail_integration: "ok" | "error" | "disabled";
            /** @enum {string} */
            database: "ok" | "error";
            /** @enum {string} */
            scheduler: "running" | "stopped";
            /**
             * @description That holds now: manual while no mailbox can be read
             * @enum {string}
             */
            verification_mode: "automated" | "manual" | "hybrid";
        };
        Accepted: {
            /** Format: uuid */
            process_id: string;
            workflow_id: string;
            run_id: string | null;
            joined: boolean;
            status_url: string;
        };
        DisputeRun: {
            /** Format: uuid */
            process_id: string;
            run_id: string | null;
            case_id: string;
            /** @description How people call it */
            title: string;
            subtitle: string;
            customer_id: string;
            /** @enum {string} */
            status: "running" | "pending" | "completed" | "failed";
            current_step: string;
            resolution_proposal: unknown;
            human_review_data: unknown;
            final_resolution: unknown;
            llm_cost: string;
            total_cost: string;
            mock: boolean;
            created_at: string;
            updated_at: string;
            completed_at: string | null;
        };
        DecisionAccepted: {
            /** @constant */
            status: "accepted";
            /** Format: uuid */
            request_id: string;
            /** Format: uuid */
            decision_id: string;
            decision: string;
            repeat: boolean;
        };
        MyDispute: {
            /** Format: uuid */
            dispute_id: string;
            case_id: string;
            /** @description What was disputed, in words */
            title: string;
            /** @description Minor units of the currency */
            disputed_minor: number;
            currency: string;
            /** @enum {string} */
            tone: "plain" | "good" | "warn" | "info";
            /** @description Where it stands, in words */
            text: string;
            /** @description What happens next, or what the customer can do */
            next: string;
            /** @description Until when somebody decides */
            due: string | null;
            /** @description What was really paid back */
            refunded_minor: number | null;
            /** @description What happened, oldest first */
            steps: {
                at: string;
                text: string;
            }[];
            created_at: string;
            ended_at: string | null;
        };
        /** @description Costs in US dollars with six decimals */
        DayCosts: {
            /** @description UTC date */
            day: string;
            model: string;
            /** @enum {string} */
            purpose: "proposal" | "embedding";
            calls: number;
            input_tokens: number;
            output_tokens: number;
            cost: string;
            /** @description 1e-9 US dollars */
            cost_nano: number;
            /** @description What answers from the cache would have cost */
            saved: string;
        };
        DisputeCosts: {
            /** Format: uuid */
            process_id: string;
            title: string;
            subtitle: string | null;
            calls: number;
            input_tokens: number;
            output_tokens: number;
            /** @description 1e-9 US dollars */
            cost_nano: number;
            last_call_at: string;
        };
        TenantCosts: {
            /** Format: uuid */
            tenant_id: string;
            name: string;
            calls: number;
            cost: string;
            cost_nano: number;
        };
        /** @description Costs in US dollars with six decimals */
        RunCosts: {
            run_id: string | null;
            /** Format: uuid */
            process_id: string;
            case_id: string;
            status: string;
            llm_cost: string;
            total_cost: string;
            input_tokens: number;
            output_tokens: number;
            input_cost: string;
            output_cost: string;
            cost_breakdown: unknown;
            mock: boolean;
        };
        SignedIn: {
            access_token: string;
            /** @description Good for one refresh; using it twice ends the session. Left out where it is in a cookie */
            refresh_token?: string;
            /** @constant */
            token_type: "Bearer";
            /** @description Seconds until the access token ends */
            expires_in: number;
            refresh_expires_in: number;
            /**
             * @description setup_required: the token may only set up a second factor; refresh afterwards
             * @enum {string}
             */
            second_factor: "off" | "on" | "setup_required";
            user: components["schemas"]["User"];
        };
        User: {
            /** Format: uuid */
            user_id: string;
            /** Format: uuid */
            tenant_id: string;
            email: string;
            display_name: string;
            roles: string[];
        };
        TokenPair: {
            access_token: string;
            /** @description Good for one refresh; using it twice ends the session. Left out where it is in a cookie */
            refresh_token?: string;
            /** @constant */
            token_type: "Bearer";
            /** @description Seconds until the access token ends */
            expires_in: number;
            refresh_expires_in: number;
            /**
             * @description setup_required: the token may only set up a second factor; refresh afterwards
             * @enum {string}
             */
            second_factor: "off" | "on" | "setup_required";
        };
        Caller: {
            /** @enum {string} */
            kind: "user" | "service";
            /** Format: uuid */
            user_id: string;
            /** Format: uuid */
            tenant_id: string;
            roles: string[];
            permissions: string[];
            session_id: string | null;
        };
        Session: {
            /** Format: uuid */
            session_id: string;
            current: boolean;
            user_agent: string | null;
            created_at: string;
            last_used_at: string;
            expires_at: string;
            revoked_at: string | null;
            revoked_reason: string | null;
        };
        Profile: {
            /** Format: uuid */
            user_id: string;
            /** Format: uuid */
            tenant_id: string;
            email: string;
            display_name: string;
            roles: string[];
            state: string | null;
            date_of_birth: string | null;
            onboarded_at: string | null;
            notify_on_review: boolean;
            second_factor: boolean;
            created_at: string;
        };
        ManagedUser: {
            /** Format: uuid */
            user_id: string;
            email: string;
            display_name: string;
            roles: string[];
            active: boolean;
            /**
             * @description unproved: signed up, and nobody has shown that the address is theirs; such an account gets no role
             * @enum {string}
             */
            address: "unproved" | "invited" | "proved";
            second_factor: boolean;
            /** @description Amount up to which this person decides, in minor units; null = no bound */
            review_limit_minor: number | null;
            /** @description Of the limit; null = the number holds in every currency */
            limit_currency: string | null;
            /** @description null = never, or more than 90 days ago */
            last_sign_in_at: string | null;
            notify_on_review: boolean;
            created_at: string;
        };
        /** @description A change that widens power over money and needs a second person */
        PowerChange: {
            /** Format: uuid */
            change_id: string;
            /** @enum {string} */
            kind: "setting" | "user" | "invitation" | "api_key" | "mailbox" | "money_stop" | "whmcs_instance" | "matching_rules" | "matching_model" | "vendor_account";
            subject: string;
            /** @description The change for people, as a clause */
            summary: string;
            /** @description Who asks for what, as one sentence; in lists and of one change with the name */
            sentence: string;
            /** @description People of the tenant who may approve it, at most five; null where it was not looked up */
            may_approve: string[] | null;
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            state: "pending" | "approved" | "refused" | "replaced" | "expired";
            requested_by: string;
            /** @description In lists and of one change: the person behind it */
            requested_by_name: string | null;
            requested_at: string;
            expires_at: string;
            decided_by: string | null;
            decided_by_name: string | null;
            decided_at: string | null;
            status_url: string;
        };
        Tenant: {
            /** Format: uuid */
            tenant_id: string;
            slug: string;
            name: string;
            /** @enum {string} */
            status: "active" | "suspended";
            created_at: string;
        };
        ApiKey: {
            /** Format: uuid */
            key_id: string;
            name: string;
            prefix: string;
            scopes: string[];
            /** @description The scopes in words, to stand behind “may” */
            may: string;
            /** @description The person who made it */
            created_by_name: string | null;
            created_at: string;
            last_used_at: string | null;
            expires_at: string | null;
            revoked_at: string | null;
            /** @description The change a second person has still to approve; until then the key opens nothing */
            waits_for: string | null;
        };
        NewApiKey: {
            /** Format: uuid */
            key_id: string;
            name: string;
            prefix: string;
            scopes: string[];
            /** @description The scopes in words, to stand behind “may” */
            may: string;
            /** @description The person who made it */
            created_by_name: string | null;
            created_at: string;
            last_used_at: string | null;
            expires_at: string | null;
            revoked_at: string | null;
            /** @description The change a second person has still to approve; until then the key opens nothing */
            waits_for: string | null;
            key: string;
        };
        Setting: {
            /** @enum {string} */
            key: "verification_mode" | "auto_confirm_min_confidence" | "booking_expiration_minutes" | "payment_provider_email" | "payment_provider_domains" | "payment_provider_name" | "phone_country" | "time_zone" | "policy_cap_minor" | "llm_daily_budget_nano" | "second_factor_required" | "reviewer_limit_minor" | "limit_currency" | "review_expire_seconds" | "base_currency" | "operator_signal_allowed";
            value: number | boolean | string | string[] | null;
            /** @description The headline it stands under */
            group: string;
            group_about: string;
            /** @description For people */
            name: string;
            about: string;
            /**
             * @description How it is typed and said
             * @enum {string}
             */
            kind: "money" | "duration" | "number" | "yes_no" | "choice" | "currency" | "country" | "time_zone" | "text" | "list";
            /** @description What the stored number counts; null where it is no amount and no span of time */
            stored_in: ("minor_units" | "nano_dollars" | "seconds" | "minutes") | null;
            /** @description Of money; null = the number holds in every currency */
            currency: string | null;
            /** @description What it may be, in words; null where it is typed */
            choices: {
                value: number | boolean | string | string[] | null;
                name: string;
            }[] | null;
            /** @description The name of the choice that sets nothing; null = it always has a value */
            unset: string | null;
            /** @description What stands there, in words */
            text: string;
            /** @description What holds now, in words */
            holds: string;
            /**
             * @description Where what holds comes from: set in this tenant, or left to the installation
             * @enum {string}
             */
            source: "tenant" | "installation";
            /** @description Of a number */
            minimum: number | null;
            maximum: number | null;
            /** @description When somebody changed it last; null = nobody has */
            changed_at: string | null;
            changed_by_name: string | null;
            /** @description The second person, where the change took one */
            approved_by_name: string | null;
            /** @description A change of it that a second person has still to approve */
            waiting: components["schemas"]["PowerChange"] | null;
        };
        SettingChange: {
            /** @enum {string} */
            key: "verification_mode" | "auto_confirm_min_confidence" | "booking_expiration_minutes" | "payment_provider_email" | "payment_provider_domains" | "payment_provider_name" | "phone_country" | "time_zone" | "policy_cap_minor" | "llm_daily_budget_nano" | "second_factor_required" | "reviewer_limit_minor" | "limit_currency" | "review_expire_seconds" | "base_currency" | "operator_signal_allowed";
            name: string;
            /** @description What stands there, in words */
            before: string;
            /** @description What would stand there */
            after: string;
            /** @description What else it means */
            note: string | null;
            /** @description It widens power over money: a second person has to agree */
            widens: boolean;
        };
        Mailbox: {
            /** Format: uuid */
            mailbox_id: string;
            /** @enum {string} */
            purpose: "payment_inbox" | "evidence" | "summaries";
            /** @description What it is for, in words */
            name: string;
            /** @description How it stands in words, and what a person can do; `next` is empty where nothing is needed */
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
                next: string;
            };
            /** @enum {string} */
            status: "pending" | "active" | "requires_reauth" | "disconnected";
            /** @description Of your own mailboxes and the payment inboxes; null before the consent */
            address: string | null;
            /** @description True for a mailbox of the sandbox */
            mock: boolean;
            messages: {
                known: number;
                /** @description Known, and not yet read */
                waiting: number;
            };
            /** @description Mails that could not be read, each with its reason in GET /integrations/gmail/set-aside */
            set_aside: number;
            /** @description How the last consent went. What was connected before stays until one has ended well */
            last_consent: ("pending" | "connected" | "denied" | "scope_missing" | "other_account" | "failed") | null;
            /** @description Needed for this purpose and not given; connect again to give it */
            missing_scope: string | null;
            /** @description Of a payment inbox: nobody has approved it yet, or its owner may not manage integrations any more */
            not_read_because: ("unapproved" | "owner_disabled" | "owner_without_right") | null;
            /** @description Failed readings in a row */
            failures: number;
            paused_until: string | null;
            last_code: string | null;
            /** @description All mail that had arrived by then has been seen */
            checked_at: string | null;
        };
        SetAsideMail: {
            /** @description Gmail's id */
            message_id: string;
            /** Format: uuid */
            mailbox_id: string;
            /** @description A stable code */
            reason: string;
            received_at: string | null;
            found_at: string;
            /** @description The unmatched payment it became, where it says it comes from the provider */
            payment_id: string | null;
        };
        MoneyStop: {
            stopped: boolean;
            stops: {
                scope: string;
                reason: string;
                started_by: string;
                started_by_name: string;
                started_at: string;
            }[];
        };
        JournalEntry: {
            /** Format: uuid */
            entry_id: string;
            /** Format: uuid */
            transaction_id: string;
            /** Format: uuid */
            command_id: string;
            phase: string;
            occurred_at: string;
            account: string;
            amount_minor: number;
            amount: string;
            currency: string;
        };
        Notification: {
            /** Format: uuid */
            notification_id: string;
            /** @enum {string} */
            channel: "email" | "queue" | "whatsapp" | "web";
            /**
             * @description undeliverable: no channel took it and somebody must follow up by hand
             * @enum {string}
             */
            status: "queued" | "sent" | "logged" | "failed" | "undeliverable";
            template: string;
            /** @description Mail address, queue, or `booking:{id}` */
            recipient: string;
            attempts: number;
            last_error: string | null;
            created_at: string;
            sent_at: string | null;
        };
        Event: {
            sequence: number;
            type: string;
            actor: string;
            /** @description Who did it: a person, a key with its maker, or what does things by itself */
            actor_name: string;
            /** @description What happened, for people, e.g. `Rita Reviewer approved $58.00 for Maria Ortiz` */
            sentence: string;
            subject: string;
            /** @description What it is about; null where it is gone */
            subject_name: string | null;
            data: unknown;
            request_id: string | null;
            workflow_id: string | null;
            occurred_at: string;
            hash: string;
        };
        Run: {
            /** Format: uuid */
            process_id: string;
            kind: string;
            /** @description The kind for people */
            kind_name: string;
            /** @description Work of the installation and not of a customer */
            housekeeping: boolean;
            /** @description How people call it */
            title: string;
            subtitle: string;
            /** @description What it is about, e.g. the number of a case or a booking */
            subject: string;
            /** @description Business key, with the number of the run */
            key: string;
            /** @enum {string} */
            status: "open" | "closed";
            /**
             * @description What it is doing
             * @enum {string}
             */
            state: "working" | "decision" | "vendor" | "time" | "failed" | "done";
            /** @description The same for people */
            state_text: string;
            waits_for: components["schemas"]["RunWait"] | null;
            /** @description Nothing will move it, or not in time; null = it goes its way */
            stuck: {
                why: string;
                since: string;
                /** @description What a person can do */
                next: string;
            } | null;
            /** @description What it does just now and since when; null when it has ended or its area does not tell */
            step: {
                name: string;
                since: string;
            } | null;
            /** @description What comes after this step */
            next: string | null;
            /** @description How it ended; null while it is open */
            outcome: {
                text: string;
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn";
                /** @description The rule, the field or the error that made it end so */
                why: string | null;
            } | null;
            amount_minor: number | null;
            currency: string | null;
            workflow_type: string;
            workflow_id: string;
            run_id: string | null;
            started_by: string;
            started_by_name: string;
            created_at: string;
            closed_at: string | null;
            /** @description What became of the money of its last decision; null without a review */
            money: components["schemas"]["MoneyState"] | null;
        };
        RunWait: {
            /** @description As people say it: `a decision`, `the payment` */
            what: string;
            since: string;
            /** @description When the wait is over at the latest; null = nobody knows */
            until: string | null;
            /** @description Whoever can end it; null where that is no person */
            for_whom: string | null;
            /** @description The review task that asks */
            task_id: string | null;
        };
        MoneyState: {
            /** @enum {string} */
            state: "undecided" | "none" | "waiting" | "sending" | "unclear" | "sent" | "failed" | "booked";
            /**
             * @description good only where the money is where it should be
             * @enum {string}
             */
            tone: "plain" | "good" | "bad" | "warn" | "info";
            /** @description One or two words */
            label: string;
            text: string;
            /** @description What a person can do; null = nothing is needed */
            next: string | null;
            /** @description A review of the same run that waits */
            next_task_id: string | null;
        };
        RunCounts: {
            /** @description Kinds of which there are runs */
            kinds: {
                kind: string;
                /** @description Several of them, for people */
                name: string;
                housekeeping: boolean;
                count: number;
            }[];
            /** @description Without the work of the installation */
            states: {
                /** @enum {string} */
                state: "working" | "decision" | "vendor" | "time" | "failed" | "done";
                name: string;
                count: number;
            }[];
            /** @description What nothing will move, or not in time, without the work of the installation */
            stuck: number;
            /** @description Runs that are work of the installation */
            housekeeping: number;
        };
        RunDetail: {
            /** Format: uuid */
            process_id: string;
            kind: string;
            /** @description The kind for people */
            kind_name: string;
            /** @description Work of the installation and not of a customer */
            housekeeping: boolean;
            /** @description How people call it */
            title: string;
            subtitle: string;
            /** @description What it is about, e.g. the number of a case or a booking */
            subject: string;
            /** @description Business key, with the number of the run */
            key: string;
            /** @enum {string} */
            status: "open" | "closed";
            /**
             * @description What it is doing
             * @enum {string}
             */
            state: "working" | "decision" | "vendor" | "time" | "failed" | "done";
            /** @description The same for people */
            state_text: string;
            waits_for: components["schemas"]["RunWait"] | null;
            /** @description Nothing will move it, or not in time; null = it goes its way */
            stuck: {
                why: string;
                since: string;
                /** @description What a person can do */
                next: string;
            } | null;
            /** @description What it does just now and since when; null when it has ended or its area does not tell */
            step: {
                name: string;
                since: string;
            } | null;
            /** @description What comes after this step */
            next: string | null;
            /** @description How it ended; null while it is open */
            outcome: {
                text: string;
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn";
                /** @description The rule, the field or the error that made it end so */
                why: string | null;
            } | null;
            amount_minor: number | null;
            currency: string | null;
            workflow_type: string;
            workflow_id: string;
            run_id: string | null;
            started_by: string;
            started_by_name: string;
            created_at: string;
            closed_at: string | null;
            /** @description What became of the money of its last decision; null without a review */
            money: components["schemas"]["MoneyState"] | null;
            /** @description Steps over all continuations; null when the engine has not taken the run yet, or no longer keeps it */
            timeline: components["schemas"]["RunStep"][] | null;
            /** @description Engine’s id of the last continuation: the one at work, or the one that paid; null as above */
            last_run_id: string | null;
            /** @description Its reviews, oldest first; null without `review:read` */
            tasks: components["schemas"]["RunTask"][] | null;
            /** @description What it told vendors, oldest first; null without `review:read` or `ledger:read` */
            money_commands: components["schemas"]["RunMoneyCommand"][] | null;
            /** @description Messages that it caused, oldest first */
            messages: components["schemas"]["RunMessage"][];
        };
        RunStep: {
            /** @enum {string} */
            kind: "activity" | "local" | "timer" | "child" | "update" | "signal" | "run";
            /** @description As the engine calls it */
            name: string;
            /** @description As people do */
            title: string;
            /** @enum {string} */
            status: "running" | "done" | "failed" | "cancelled";
            attempts: number;
            /** @description Type of the last failure */
            code: string | null;
            /** @description The last failure for people */
            problem: {
                text: string;
                /** @description What a person can do; null = nothing is needed */
                next: string | null;
                /** @description What the engine kept, without anything personal */
                message: string | null;
            } | null;
            started_at: string;
            ended_at: string | null;
            /** @description When a running wait is over, or a failed step is tried again */
            until: string | null;
        };
        RunTask: {
            /** Format: uuid */
            task_id: string;
            kind_name: string;
            title: string;
            /** @enum {string} */
            state: "pending" | "approved" | "rejected" | "expired" | "cancelled";
            opened_at: string;
            closed_at: string | null;
            decided_by_name: string | null;
        };
        RunMoneyCommand: {
            /** Format: uuid */
            command_id: string;
            /** @description `Refund at Stripe` */
            what: string;
            amount_minor: number;
            currency: string;
            /** @enum {string} */
            state: "intended" | "attempting" | "unknown" | "applied" | "refused";
            state_text: string;
            /** @enum {string} */
            tone: "plain" | "good" | "bad" | "warn" | "info";
            /** @description What the vendor calls it */
            vendor_id: string | null;
            /** @description Why it was refused */
            why: string | null;
            attempts: number;
            created_at: string;
            finished_at: string | null;
        };
        RunMessage: {
            /** Format: uuid */
            message_id: string;
            what: string;
            /** @enum {string} */
            channel: "email" | "queue" | "whatsapp" | "web";
            /** @description A person by name, or who it is; never an address */
            to_whom: string;
            /** @description The address; null without the permission `ops:read` */
            recipient: string | null;
            /** @enum {string} */
            status: "queued" | "sent" | "logged" | "failed" | "undeliverable";
            status_text: string;
            /** @enum {string} */
            tone: "plain" | "good" | "bad" | "warn" | "info";
            created_at: string;
            sent_at: string | null;
        };
        Schedule: {
            schedule_id: string;
            /** @description What it does, for people */
            title: string;
            workflow_type: string;
            paused: boolean;
            /** @description Why it is paused, or who did it */
            note: string | null;
            last_run_at: string | null;
            next_run_at: string | null;
            /** @description End of the last run that went well */
            last_success_at: string | null;
            /** @description Of that run */
            last_duration_ms: number | null;
            /** @description Runs that failed since then */
            consecutive_failures: number;
            /** @description What waits for the next run; null = this job has no queue */
            backlog: number | null;
        };
        Vendor: {
            vendor: string;
            /** @description The vendor as people call it */
            title: string;
            configured: boolean;
            /** @description Simulated by the sandbox */
            mock: boolean;
            /** @enum {string} */
            status: "ok" | "failing" | "unknown";
            /** @description Failed calls since the last good one */
            failures: number;
            last_code: string | null;
            /** @description The last failure for people */
            problem: {
                text: string;
                /** @description What a person can do */
                next: string | null;
            } | null;
            last_ok_at: string | null;
            last_failure_at: string | null;
        };
        DeadLetter: {
            /** Format: uuid */
            letter_id: string;
            /** @enum {string} */
            source: "notification" | "outbox" | "queue";
            /** @description Template of a message, what the engine could not be told, or how an event of the queue was packed */
            what: string;
            /** @description The same for people */
            title: string;
            /** @description Why it could not be delivered, for people */
            reason: string;
            /** @description What a person can do before it is tried again */
            next: string | null;
            /** @description Why an event of the queue can not be taken; null beside the others */
            detail: string | null;
            code: string | null;
            attempts: number;
            created_at: string;
        };
        Alert: {
            /** Format: uuid */
            alert_id: string;
            /** @enum {string} */
            rule: "bank_reauth" | "bank_unreadable" | "unmatched_rate" | "payment_processing" | "expiration_rate" | "mailbox_reauth" | "mailbox_not_read" | "mailbox_unreadable" | "notification_failures" | "database_lost" | "schedule_stopped" | "schedule_failing" | "api_error_rate" | "critical_log" | "error_log";
            /** @enum {string} */
            severity: "critical" | "warning";
            /** @description What is wrong, for people */
            name: string;
            about: string;
            /** @description What it concerns, e.g. `mailbox:{id}`; empty = the tenant as a whole */
            subject: string;
            /** @description The same in words */
            concerns: string;
            value: number;
            value_text: string;
            threshold: number;
            threshold_text: string;
            /** @enum {string} */
            unit: "count" | "rate" | "seconds";
            /** @enum {string} */
            state: "open" | "closed";
            opened_at: string;
            /** @description When people were told last; an open alert is told again after an hour */
            told_at: string;
            closed_at: string | null;
        };
        AlertRule: {
            /** @enum {string} */
            rule: "bank_reauth" | "bank_unreadable" | "unmatched_rate" | "payment_processing" | "expiration_rate" | "mailbox_reauth" | "mailbox_not_read" | "mailbox_unreadable" | "notification_failures" | "database_lost" | "schedule_stopped" | "schedule_failing" | "api_error_rate" | "critical_log" | "error_log";
            /** @description The headline it stands under */
            group: string;
            group_about: string;
            /** @description What is wrong when it speaks */
            name: string;
            /** @enum {string} */
            severity: "critical" | "warning";
            about: string;
            /** @enum {string} */
            unit: "count" | "rate" | "seconds";
            /** @description What a count counts; null beside the other units */
            counts: string | null;
            /** @description An alert opens above this */
            threshold: number;
            threshold_text: string;
            default_threshold: number;
            default_text: string;
            enabled: boolean;
            /** @description How far back the figure looks; null = how things stand now */
            window_minutes: number | null;
            /** @description A rate over fewer things opens nothing */
            minimum_items: number;
            /** @description The highest figure of each of the last 168 hours, oldest first; null = none. Empty = there has been no reading */
            curve: (number | null)[];
            /** @description When somebody changed it last; null = nobody has */
            changed_at: string | null;
            changed_by_name: string | null;
        };
        DailyReport: {
            day: string;
            /** @description Whose day it is: that of the tenant */
            time_zone: string;
            /** @description false: the day has not ended, or was not written; counted from the books just now */
            complete: boolean;
            /** @description The report as people read it */
            parts: components["schemas"]["ReportPart"][];
            figures: {
                payments_received: number;
                payments_by_mail: number;
                payments_unmatched: number;
                payments_rejected: number;
                payments_matched: number;
                processing_seconds: number | null;
                bookings_created: number;
                confirmed_automatically: number;
                confirmed_by_hand: number;
                bookings_expired: number;
                bookings_cancelled: number;
                decisions: number;
                verification_seconds: number | null;
                inbox_cycles: number;
                inbox_cycles_failed: number;
                inbox_seconds: number | null;
                mails_read: number;
                messages_sent: number;
                messages_undeliverable: number;
                messages_waiting: number;
                job_runs: number;
                job_runs_failed: number;
            };
            money: {
                currency: string;
                received_minor: number;
                confirmed_minor: number;
                unmatched_minor: number;
            }[];
            effectiveness: {
                mode: string;
                matched_share: number | null;
                confirmed_without_person_share: number | null;
            };
            people: {
                actor: string;
                /** @description The person behind `user:…` and `key:…`, as they are called now */
                name: string | null;
                decisions: number;
                approved: number;
                rejected: number;
            }[];
        };
        /** @description A table of a report, in words */
        ReportPart: {
            title: string;
            /** @description What the first column holds */
            first: string;
            columns: string[];
            rows: {
                title: string;
                cells: {
                    /**
                     * @description Money in minor units of its currency, durations in seconds, shares from 0 to 1
                     * @enum {string}
                     */
                    unit: "money" | "count" | "duration" | "percent";
                    value: number | null;
                    currency?: string;
                }[];
            }[];
            /** @description What will appear, and how, where there are no rows */
            empty: string;
        };
        RangeReport: {
            from: string;
            to: string;
            /** @description Whose days these are: that of the tenant */
            time_zone: string;
            charts: components["schemas"]["ReportChart"][];
        };
        /** @description Days without a row had nothing */
        ReportChart: {
            name: string;
            title: string;
            about: string;
            /**
             * @description Money in minor units of its currency, durations in seconds, shares from 0 to 1
             * @enum {string}
             */
            unit: "money" | "count" | "duration" | "percent";
            /**
             * @description What its rows stand for
             * @enum {string}
             */
            by: "day" | "person";
            /** @enum {string} */
            form: "stack" | "bars" | "lines";
            /** @description Whether the values of its days add up */
            adds: boolean;
            /** @description What will appear, and how, where there are no rows */
            empty: string;
            series: {
                name: string;
                title: string;
            }[];
            rows: {
                /** @description The day, or the name of the person; null = of the whole span */
                at: string | null;
                series: string;
                currency: string | null;
                value: number;
            }[];
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "degraded" | "down";
            timestamp: string;
            checks: {
                [key: string]: "ok" | "down";
            };
        };
        PolicyDocument: {
            /** Format: uuid */
            document_id: string;
            file_name: string;
            /** @enum {string} */
            status: "pending" | "ingested" | "unreadable" | "failed";
            /** @description Why it could not be read or ingested */
            error: string | null;
            sections: number;
        };
        LicenseKey: {
            /** Format: uuid */
            license_id: string;
            name: string;
            /** @description First characters of the key */
            prefix: string;
            /** @enum {string} */
            state: "active" | "suspended" | "expired";
            expires_at: string | null;
            instance_limit: number;
            /** @description Registered under it now */
            instances: number;
            rotated_at: string | null;
            created_at: string;
        };
        NewLicenseKey: {
            /** Format: uuid */
            license_id: string;
            name: string;
            /** @description First characters of the key */
            prefix: string;
            /** @enum {string} */
            state: "active" | "suspended" | "expired";
            expires_at: string | null;
            instance_limit: number;
            /** @description Registered under it now */
            instances: number;
            rotated_at: string | null;
            created_at: string;
            /** @description Shown here and never again */
            key: string;
        };
        WhmcsInstance: {
            /** Format: uuid */
            instance_id: string;
            name: string;
            base_url: string;
            /** @enum {string} */
            status: "pending" | "active" | "requires_reauth" | "disconnected";
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
                /** @description What a person can do; empty when nothing is needed */
                next: string;
            };
            /** @description System name of the gateway under which payments are recorded */
            gateway: string;
            time_zone: string;
            /** @description Score from which a match may be approved without a person */
            auto_threshold: number;
            /** @description Matches below it are not proposed */
            review_threshold: number;
            auto_approve: boolean;
            /** @description Most that is approved without a person; null = nothing is */
            auto_limit_minor: number | null;
            has_access_key: boolean;
            mock: boolean;
            checked_at: string | null;
            /** @description When its hook was heard last */
            heard_at: string | null;
            last_code: string | null;
            /** @description A change that waits for a second person */
            waiting_change_id: string | null;
            webhook_path: string;
            created_at: string;
        };
        StripeConnection: {
            /** Format: uuid */
            connection_id: string;
            /** @enum {string} */
            status: "pending" | "active" | "requires_reauth" | "disconnected";
            account_id: string | null;
            account_name: string | null;
            scope: string | null;
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
                next: string;
            };
            last_consent: ("pending" | "connected" | "denied" | "failed" | "in_use" | "other_account") | null;
            last_code: string | null;
            checked_at: string | null;
            connected_at: string | null;
            mock: boolean;
        };
        Invoice: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            instance_id: string;
            /** @description Its number inside WHMCS */
            invoice_id: number;
            /** @description As it is printed */
            number: string;
            /** @enum {string} */
            state: "draft" | "unpaid" | "payment_pending" | "collections" | "paid" | "cancelled" | "refunded" | "gone";
            client_id: number;
            /** @description Who it is for, as people read it */
            client: string | null;
            currency: string;
            total_minor: number;
            paid_minor: number;
            /** @description What is left to pay */
            balance_minor: number;
            issued_on: string | null;
            due_on: string | null;
            paid_at: string | null;
            mock: boolean;
            updated_at: string;
        };
        StripePayment: {
            /** Format: uuid */
            id: string;
            stripe_id: string;
            /** @enum {string} */
            status: "pending" | "succeeded" | "failed" | "partially_refunded" | "refunded" | "disputed";
            currency: string;
            amount_minor: number;
            refunded_minor: number;
            /** @description Of the amount, less what was paid back */
            left_minor: number;
            /** @description In settled_currency */
            fee_minor: number | null;
            /** @description In settled_currency: less the fee, and less what was paid back where it is the same currency */
            net_minor: number | null;
            settled_currency: string | null;
            dispute_status: string | null;
            payer: string | null;
            description: string | null;
            /** @description The invoice that its shop has named */
            invoice_hint: string | null;
            payout_id: string | null;
            /** @description The payout that it came with, once Stripe has told of it */
            payout: {
                /** Format: uuid */
                id: string;
                arrives_on: string;
            } | null;
            /** @description The Stripe account by its name */
            account: string | null;
            paid_at: string;
            mock: boolean;
        };
        StripePayout: {
            /** Format: uuid */
            id: string;
            stripe_id: string;
            status: string;
            currency: string;
            amount_minor: number;
            /** @description What its balance transactions come to; null while they were not read */
            explained_minor: number | null;
            /** @description Both are equal */
            explained: boolean;
            /** @description The bank line on which it arrived */
            bank_transaction_id: string | null;
            arrives_on: string;
            automatic: boolean;
            statement_descriptor: string | null;
            made_at: string;
            mock: boolean;
        };
        InvoiceMatch: {
            /** Format: uuid */
            match_id: string;
            /** @description Who paid what for which invoice, in words */
            title: string;
            subtitle: string;
            /** @enum {string} */
            status: "proposed" | "approved" | "recorded" | "rejected" | "superseded" | "refused" | "undone";
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
            };
            /** @enum {string} */
            side: "bank" | "stripe";
            /** @enum {string} */
            kind: "exact" | "fee" | "partial" | "over" | "foreign" | "several_invoices" | "several_transactions" | "return";
            kind_text: string;
            /** @description The WHMCS instance by its name */
            instance: string;
            /** @description 0 to 100 */
            confidence: number;
            /** @description What is counted at the invoices */
            amount_minor: number;
            currency: string;
            paid_minor: number;
            paid_currency: string;
            /** @description auto: the rules */
            approved_by: string | null;
            /** @description The person who decided */
            decided_by_name: string | null;
            decided_at: string | null;
            recorded_at: string | null;
            asked_because: string[];
            /** @description The question to a person, where one was asked */
            task_id: string | null;
            /**
             * Format: uuid
             * @description The run that has it decided and records it
             */
            run_id: string;
            mock: boolean;
            created_at: string;
        };
        ExplainedMatch: {
            /** Format: uuid */
            match_id: string;
            /** @description Who paid what for which invoice, in words */
            title: string;
            subtitle: string;
            /** @enum {string} */
            status: "proposed" | "approved" | "recorded" | "rejected" | "superseded" | "refused" | "undone";
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
            };
            /** @enum {string} */
            side: "bank" | "stripe";
            /** @enum {string} */
            kind: "exact" | "fee" | "partial" | "over" | "foreign" | "several_invoices" | "several_transactions" | "return";
            kind_text: string;
            /** @description The WHMCS instance by its name */
            instance: string;
            /** @description 0 to 100 */
            confidence: number;
            /** @description What is counted at the invoices */
            amount_minor: number;
            currency: string;
            paid_minor: number;
            paid_currency: string;
            /** @description auto: the rules */
            approved_by: string | null;
            /** @description The person who decided */
            decided_by_name: string | null;
            decided_at: string | null;
            recorded_at: string | null;
            asked_because: string[];
            /** @description The question to a person, where one was asked */
            task_id: string | null;
            /**
             * Format: uuid
             * @description The run that has it decided and records it
             */
            run_id: string;
            mock: boolean;
            created_at: string;
            /** @description As it is stored: rules, waterfall, score and runner-up */
            explanation: {
                [key: string]: unknown;
            };
            /** @description Rules or model, in words */
            scored_by: string;
            /**
             * @description What the lines of the waterfall count
             * @enum {string}
             */
            unit: "points" | "bits";
            total: number;
            waterfall: {
                what: string;
                verdict: string;
                how: string | null;
                /** @description What it adds to the score, or takes from it */
                points: number;
            }[];
            runner_up: {
                score: number;
                waterfall: {
                    what: string;
                    verdict: string;
                    how: string | null;
                    /** @description What it adds to the score, or takes from it */
                    points: number;
                }[];
                payment: components["schemas"]["PaymentFacts"] | null;
                invoice: components["schemas"]["InvoiceFacts"] | null;
            } | null;
            payments: components["schemas"]["PaymentFacts"][];
            invoices: components["schemas"]["InvoiceFacts"][];
        };
        PaymentFacts: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            side: "bank" | "stripe";
            amount_minor: number;
            currency: string;
            paid_on: string;
            payer: string | null;
            reference: string | null;
            description: string | null;
            account: string | null;
        };
        InvoiceFacts: {
            /** Format: uuid */
            id: string;
            number: string;
            client: string | null;
            state: string;
            currency: string;
            total_minor: number;
            balance_minor: number;
            issued_on: string | null;
            due_on: string | null;
            instance: string;
            /** @description What this match counts at it */
            counted_minor: number;
        };
        UnmatchedItem: {
            /** @enum {string} */
            side: "bank" | "stripe" | "invoice";
            /** Format: uuid */
            item_id: string;
            /** @description Who paid, or the invoice and its client */
            name: string;
            /** @description What the payer wrote, or the WHMCS instance */
            about: string | null;
            amount_minor: number | null;
            currency: string | null;
            /** @description When it was paid, or is due */
            day: string | null;
            /** @enum {string} */
            wait: "expected" | "mismatched" | "asked";
            wait_text: string;
            /** @enum {string} */
            tone: "plain" | "warn" | "info";
            reason: string;
            reason_text: string;
            /**
             * @description Whose turn it is
             * @enum {string}
             */
            owner: "payer" | "billing" | "reviewer";
            owner_text: string;
            /** @description Of a question: what would fit, in words */
            fitting: string[];
            since: string;
        };
        MatchingRules: {
            /** @description 0: the rules that are shipped */
            version: number;
            active: boolean;
            rules: {
                /** @description Stored with every match */
                version: string;
                amount: {
                    /** @description Points of 100 that agreement adds; 0 = the rule is off */
                    points: number;
                };
                reference: {
                    /** @description Points of 100 that agreement adds; 0 = the rule is off */
                    points: number;
                };
                date: {
                    /** @description Points of 100 that agreement adds; 0 = the rule is off */
                    points: number;
                    /** @description Points fall linearly to 0 at this distance from the nearer of issue and due day */
                    withinDays: number;
                };
                payer: {
                    /** @description Points of 100 that agreement adds; 0 = the rule is off */
                    points: number;
                    /** @description From which likeness on two names agree, 0 to 1 */
                    similarity: number;
                };
                /** @description A match of this score or more is proposed */
                store: number;
                auto: {
                    on: boolean;
                    /** @description A match of this score or more needs no person */
                    from: number;
                    /** @description Unless another candidate is this close, in points */
                    margin: number;
                    /**
                     * @description What becomes of a payment when its client owes the same amount twice
                     * @enum {string}
                     */
                    twins: "ask" | "reference_decides";
                };
                differences: {
                    /** @description Less than is owed, where the reference names the invoice */
                    partial: boolean;
                    /** @description More than is owed, where the reference names the invoice */
                    over: boolean;
                    /** @description Another currency, where the reference names the invoice */
                    foreign: boolean;
                    /** @description A shortfall up to this share of the balance may be a fee */
                    feePermille: number;
                };
                covers: {
                    /** @description Most invoices of one payment, or payments of one invoice */
                    atMost: number;
                    /** @description Invoices issued longer before the payment are left out */
                    withinDays: number;
                    /** @description Most steps of the search before a person is asked */
                    effort: number;
                };
            };
            made_by: string | null;
            /** @description The person behind it */
            made_by_name: string | null;
            approved_by: string | null;
            approved_by_name: string | null;
            created_at: string | null;
        };
        RulesDryRun: {
            counts: {
                before: {
                    auto: number;
                    review: number;
                    asked: number;
                    unmatched: number;
                };
                after: {
                    auto: number;
                    review: number;
                    asked: number;
                    unmatched: number;
                };
            };
            changed: number;
            changes: {
                /** Format: uuid */
                transaction_id: string;
                payer: string | null;
                amount_minor: number;
                currency: string;
                paid_on: string;
                before: {
                    [key: string]: unknown;
                };
                after: {
                    [key: string]: unknown;
                };
                before_text: string;
                after_text: string;
            }[];
        };
        MatchingModel: {
            version: number;
            /** @description Whether it was put into use when it was made */
            used: boolean;
            /** @description False: the rules score */
            learned: boolean;
            /** @description Why it is in use, or not */
            why: string;
            /** @description The version that was chosen again; 0 = the rules */
            chosen: number | null;
            precision_before: number | null;
            precision_after: number | null;
            slices: {
                slice: string;
                samples: number;
                before: number;
                after: number;
                worse: boolean;
            }[];
            made_by: string;
            approved_by: string | null;
            created_at: string;
        };
        ReconciliationReport: {
            from: string;
            /** @description The last day, counted too */
            to: string;
            lines: {
                /** @enum {string} */
                side: "bank" | "stripe";
                currency: string;
                /** @description Matches that were approved or recorded */
                matched: number;
                matched_minor: number;
                approved_by_rules: number;
                /** @description 0 to 1; null where nothing was approved */
                auto_approve_rate: number | null;
                proposed: number;
                rejected: number;
            }[];
            /** @description The days on which something was proposed, by currency, as it stands now */
            days: {
                day: string;
                currency: string;
                matched_minor: number;
                matched: number;
                proposed: number;
                rejected: number;
            }[];
            /** @description As it stands now */
            unmatched: {
                side: string;
                wait: string;
                count: number;
            }[];
        };
        ReconciliationProof: {
            as_of: string;
            /** @description The last day that counts, of the tenant */
            day: string;
            /** @description All agree and nothing is open */
            agrees: boolean;
            /** @description Residuals that are open */
            open: number;
            accounts: components["schemas"]["ProvedAccount"][];
            stripe: components["schemas"]["ProvedStripeAccount"][];
            instances: components["schemas"]["ProvedInstance"][];
            totals: components["schemas"]["ProvedCurrency"][];
            /** @description Residuals by kind */
            kinds: {
                kind: string;
                text: string;
                next: string;
                owner: string;
                open: boolean;
                count: number;
                amounts: {
                    currency: string;
                    amount_minor: number;
                }[];
            }[];
            findings: components["schemas"]["ProofFinding"][];
            count: number;
            next_cursor: string | null;
        };
        ProvedAccount: {
            /** Format: uuid */
            account_id: string;
            name: string;
            currency: string;
            /** @description Balance before the lines of opening_on */
            opening_minor: number | null;
            opening_on: string | null;
            opening_from: ("statement" | "reading") | null;
            /** @description Where the money of its lines is; opening + places = computed */
            places: {
                place: string;
                text: string;
                amount_minor: number;
                count: number;
            }[];
            computed_minor: number | null;
            /** @description What the bank says was there at the end of the day */
            told_minor: number | null;
            /** @description The day of the newest balance that the bank told */
            told_on: string | null;
            /** @description told - computed */
            difference_minor: number | null;
            /** @description Lines from before opening_on */
            before_minor: number;
            pending_minor: number;
            agrees: boolean;
        };
        ProvedStripeAccount: {
            /** Format: uuid */
            connection_id: string;
            name: string;
            currency: string;
            payments: {
                place: string;
                text: string;
                amount_minor: number;
                count: number;
            }[];
            payments_minor: number;
            payouts: {
                place: string;
                text: string;
                amount_minor: number;
                count: number;
            }[];
            payouts_minor: number;
        };
        ProvedInstance: {
            /** Format: uuid */
            instance_id: string;
            name: string;
            currency: string;
            /** @description Where the money of its invoices is; they add up to what was invoiced */
            places: {
                place: string;
                text: string;
                amount_minor: number;
                count: number;
            }[];
            invoiced_minor: number;
            /** @description Drafts and invoices that ended */
            ended_minor: number;
        };
        ProvedCurrency: {
            currency: string;
            /** @description Of matches that were recorded */
            received_minor: number;
            fees_minor: number;
            above_minor: number;
            taken_back_minor: number;
            /** @description Received in another currency */
            foreign_minor: number;
            /** @description received + fees - above - taken_back + foreign */
            matches_minor: number;
            /** @description Sent to WHMCS and taken */
            payments_minor: number;
            ledger_minor: number;
            /** @description Of what was recorded, what WHMCS has */
            whmcs_minor: number;
            /** @description Of what was recorded, what went back since */
            returned_minor: number;
            agrees: boolean;
        };
        ProofFinding: {
            /** @enum {string} */
            kind: "nothing_to_compare" | "source_needs_consent" | "source_consent_over" | "source_failing" | "source_not_read" | "account_not_told" | "statement_gap" | "statement_does_not_add_up" | "record_unreadable" | "balance_not_told" | "balance_old" | "opening_not_told" | "balance_differs" | "line_currency_differs" | "line_state_differs" | "outcome_unknown" | "payment_not_sent" | "approved_not_recorded" | "recorded_without_payment" | "recorded_amount_differs" | "part_not_recorded" | "return_waits" | "return_not_recorded" | "returned_amount_differs" | "recorded_twice" | "recorded_without_approval" | "recorded_above_approval" | "recorded_without_match" | "recorded_of_ended_match" | "match_incomplete" | "match_sum_differs" | "match_part_differs" | "payment_in_two_matches" | "line_removed_but_counted" | "line_amount_changed" | "payment_given_back" | "payment_disputed" | "payout_line_matched" | "ledger_missing" | "ledger_amount_differs" | "ledger_without_payment" | "ledger_not_settled" | "ledger_sum_differs" | "totals_differ" | "vendor_unexplained" | "invoice_payment_gone" | "invoice_not_read" | "invoice_overpaid" | "invoice_sums_differ" | "invoice_ended_with_payment" | "invoice_returned_but_paid" | "invoice_paid_elsewhere" | "payout_not_explained" | "payout_sum_differs" | "payout_not_at_bank" | "payout_failed" | "match_waits" | "payment_not_matched" | "payment_expected" | "payment_mismatched" | "payment_asked" | "invoice_overdue" | "payout_on_its_way" | "charge_pending" | "line_pending" | "recorded_later" | "invoice_waits";
            text: string;
            next: string;
            /**
             * @description Whose turn it is
             * @enum {string}
             */
            owner: "connections" | "reviewer" | "billing" | "payer" | "operator";
            /** @description False: money on its way, and known to be */
            open: boolean;
            /** @enum {string} */
            side: "bank" | "stripe" | "whmcs" | "ledger";
            about: string;
            detail: string;
            amount_minor: number | null;
            currency: string | null;
            since: string | null;
            link: {
                /** @enum {string} */
                to: "account" | "transaction" | "payment" | "payout" | "invoice" | "match" | "connection" | "run";
                id: string | null;
            };
        };
        ReviewTask: {
            /** Format: uuid */
            task_id: string;
            /** @enum {string} */
            kind: "booking_payment" | "unmatched_payment" | "dispute_resolution" | "money_unknown" | "invoice_match" | "match_in_part" | "match_return";
            /** @enum {string} */
            state: "pending" | "approved" | "rejected" | "expired" | "cancelled";
            /** @description Its id in the words of its area */
            subject: string;
            /** @description How people call it, e.g. `Ayesha K. paid PKR 72,081.00, PKR 400.00 too little` */
            title: string;
            subtitle: string;
            /** @description What is to be decided */
            sentence: string;
            reason: string | null;
            run_id: string | null;
            /** Format: uuid */
            process_id: string;
            workflow_id: string;
            shown_hash: string;
            /** @description Minor units of the currency */
            at_risk_minor: number;
            currency: string | null;
            /** @description The money at risk in minor units of the base currency, by the currency rates: for the order only */
            worth_minor: number;
            /** @description When a hold runs out that a decision could keep */
            hold_ends_at: string | null;
            /** @description Of the proposal, 0 to 1; null without one */
            confidence: number | null;
            /** @description What a decision is worth: money x uncertainty x deadline, as a logarithm */
            priority: number;
            owner_id: string | null;
            owner_name: string | null;
            waiting_since: string;
            expires_at: string | null;
            escalated: boolean;
            /** @description With `fold`: how many open tasks have this kind and reason; this row stands for all of them */
            alike?: number;
            /** @description Who decided it, by name; null while it is open, or where nobody did */
            decided_by: string | null;
            /** @description What became of the money; null while nothing is decided */
            money: components["schemas"]["MoneyState"] | null;
        };
        ReviewSummary: {
            count: number;
            totals: {
                currency: string | null;
                at_risk_minor: number;
            }[];
            /** @description false = there are more than 10000, and these are the first of them */
            complete: boolean;
            kinds: {
                /** @enum {string} */
                kind: "booking_payment" | "unmatched_payment" | "dispute_resolution" | "money_unknown" | "invoice_match" | "match_in_part" | "match_return";
                count: number;
                totals: {
                    currency: string | null;
                    at_risk_minor: number;
                }[];
            }[];
            owners: {
                me: {
                    count: number;
                    totals: {
                        currency: string | null;
                        at_risk_minor: number;
                    }[];
                };
                nobody: {
                    count: number;
                    totals: {
                        currency: string | null;
                        at_risk_minor: number;
                    }[];
                };
                escalated: {
                    count: number;
                    totals: {
                        currency: string | null;
                        at_risk_minor: number;
                    }[];
                };
            };
        };
        CurrencyRates: {
            /** @description What amounts are compared in: the setting `base_currency` */
            base_currency: string;
            note: string;
            rates: {
                currency: string;
                /** @description Base units for one unit, exact */
                rate: string;
                valid_from: string;
                /** @enum {string} */
                source: "tenant" | "shipped";
            }[];
        };
        ReviewTaskDetail: {
            /** Format: uuid */
            task_id: string;
            /** @enum {string} */
            kind: "booking_payment" | "unmatched_payment" | "dispute_resolution" | "money_unknown" | "invoice_match" | "match_in_part" | "match_return";
            /** @enum {string} */
            state: "pending" | "approved" | "rejected" | "expired" | "cancelled";
            /** @description Its id in the words of its area */
            subject: string;
            /** @description How people call it, e.g. `Ayesha K. paid PKR 72,081.00, PKR 400.00 too little` */
            title: string;
            subtitle: string;
            /** @description What is to be decided */
            sentence: string;
            reason: string | null;
            run_id: string | null;
            /** Format: uuid */
            process_id: string;
            workflow_id: string;
            shown_hash: string;
            /** @description Minor units of the currency */
            at_risk_minor: number;
            currency: string | null;
            /** @description The money at risk in minor units of the base currency, by the currency rates: for the order only */
            worth_minor: number;
            /** @description When a hold runs out that a decision could keep */
            hold_ends_at: string | null;
            /** @description Of the proposal, 0 to 1; null without one */
            confidence: number | null;
            /** @description What a decision is worth: money x uncertainty x deadline, as a logarithm */
            priority: number;
            owner_id: string | null;
            owner_name: string | null;
            waiting_since: string;
            expires_at: string | null;
            escalated: boolean;
            /** @description With `fold`: how many open tasks have this kind and reason; this row stands for all of them */
            alike?: number;
            /** @description Who decided it, by name; null while it is open, or where nobody did */
            decided_by: string | null;
            /** @description What became of the money; null while nothing is decided */
            money: components["schemas"]["MoneyState"] | null;
            shown: unknown;
            /** @description The smallest limit that binds the reader, and whether it allows what is at risk; null = none binds */
            own_limit: {
                amount_minor: number;
                currency: string | null;
                enough: boolean;
            } | null;
            /** @description What is approved now is kept and sent later */
            money_stopped: boolean;
            decision: unknown | null;
            /** @description Who handed the task on and why, oldest first; they do not decide it */
            escalations: {
                by: string;
                mine: boolean;
                reason: string | null;
                at: string;
            }[];
        };
        BulkDecisionPreview: {
            /** Format: uuid */
            bulk_id: string;
            /** @enum {string} */
            decision: "approved" | "rejected";
            /** @enum {string} */
            status: "preview" | "running" | "aborting" | "aborted" | "done";
            /** @description The same for people */
            status_text: string;
            actor: string;
            comment: string | null;
            total: number;
            settled: number;
            preview_hash: string;
            workflow_id: string | null;
            created_at: string;
            started_at: string | null;
            ended_at: string | null;
            totals: {
                currency: string | null;
                count: number;
                at_risk_minor: number;
            }[];
            outcomes: {
                /** @enum {string} */
                outcome: "accepted" | "refused" | "open";
                code: string | null;
                /** @description The same for people */
                text: string;
                count: number;
            }[];
            /** @description All that stand out; the largest of them are listed */
            outlier_count: number;
            /** @description At most 50: what to look at before starting */
            outliers: components["schemas"]["BulkDecisionItem"][];
            /** @description What will be decided, the most money first; at most 100 */
            items: components["schemas"]["BulkDecisionItem"][];
            excluded: {
                /** Format: uuid */
                task_id: string;
                subject: string;
                title: string;
                at_risk_minor: number;
                currency: string | null;
                code: string;
                /** @description A sentence for all that are left out for the same reason */
                why: string;
            }[];
        };
        BulkDecisionItem: {
            position: number;
            /** Format: uuid */
            task_id: string;
            subject: string;
            title: string;
            subtitle: string;
            at_risk_minor: number;
            currency: string | null;
            outlier: ("large_amount" | "low_confidence" | "no_proposal" | "escalated") | null;
            outcome: ("accepted" | "refused") | null;
            code: string | null;
            /** @description What became of it, for people */
            outcome_text: string;
            settled_at: string | null;
        };
        BulkDecision: {
            /** Format: uuid */
            bulk_id: string;
            /** @enum {string} */
            decision: "approved" | "rejected";
            /** @enum {string} */
            status: "preview" | "running" | "aborting" | "aborted" | "done";
            /** @description The same for people */
            status_text: string;
            actor: string;
            comment: string | null;
            total: number;
            settled: number;
            preview_hash: string;
            workflow_id: string | null;
            created_at: string;
            started_at: string | null;
            ended_at: string | null;
        };
        BulkDecisionReceipt: {
            /** Format: uuid */
            bulk_id: string;
            /** @enum {string} */
            decision: "approved" | "rejected";
            /** @enum {string} */
            status: "preview" | "running" | "aborting" | "aborted" | "done";
            /** @description The same for people */
            status_text: string;
            actor: string;
            comment: string | null;
            total: number;
            settled: number;
            preview_hash: string;
            workflow_id: string | null;
            created_at: string;
            started_at: string | null;
            ended_at: string | null;
            totals: {
                currency: string | null;
                count: number;
                at_risk_minor: number;
            }[];
            outcomes: {
                /** @enum {string} */
                outcome: "accepted" | "refused" | "open";
                code: string | null;
                /** @description The same for people */
                text: string;
                count: number;
            }[];
            /** @description All that stand out; the largest of them are listed */
            outlier_count: number;
            /** @description At most 50: what to look at before starting */
            outliers: components["schemas"]["BulkDecisionItem"][];
        };
        Desk: {
            version: string;
            /** @description Address of a run in the Temporal UI, with {workflow_id} and {run_id} to fill in */
            run_url: string | null;
            sandbox: boolean;
            now: string;
        };
        SavedView: {
            /** Format: uuid */
            view_id: string;
            page: string;
            name: string;
            query: string;
            created_at: string;
        };
        /** @description The account of your organisation at one vendor; never its credential */
        VendorAccount: {
            /** @enum {string} */
            vendor: "stripe" | "crm" | "billing";
            vendor_name: string;
            /**
             * @description refused: the vendor refuses the credential until another is given; problem: the last use failed otherwise; by_operator: the installation names its own credential for your organisation
             * @enum {string}
             */
            status: "none" | "ok" | "unchecked" | "problem" | "refused" | "by_operator";
            /** @description How it goes in words, and what a person can do; `next` is empty where nothing is needed */
            state: {
                /** @enum {string} */
                tone: "plain" | "good" | "bad" | "warn" | "info";
                text: string;
                next: string;
            };
            /** @description In use now */
            account: {
                /** @description The vendor's own id of the account */
                account_id: string;
                /** @description Whose account it is, as the vendor says it */
                account_name: string;
                /** @description Where the company has an address of its own */
                base_url: string | null;
                /** @description True for an account of the sandbox */
                mock: boolean;
                /** @description Since when this account is in use */
                connected_at: string | null;
                connected_by_name: string | null;
            } | null;
            checked_at: string | null;
            /** @description Why the last use failed; null when it went well */
            last_code: string | null;
            /** @description Where Stripe sends the events of this account; needs its secret */
            webhook_path: string | null;
            has_webhook_secret: boolean;
            /** @description Takes the place when a second person approves it */
            waiting: {
                /** @description The vendor's own id of the account */
                account_id: string;
                /** @description Whose account it is, as the vendor says it */
                account_name: string;
                /** @description Where the company has an address of its own */
                base_url: string | null;
                /** @description True for an account of the sandbox */
                mock: boolean;
                /** @description Since when this account is in use */
                connected_at: string | null;
                connected_by_name: string | null;
                /**
                 * Format: uuid
                 * @description In GET /admin/power-changes
                 */
                change_id: string;
            } | null;
        };
        TodaySection: {
            /** @enum {string} */
            section: "next" | "own" | "news" | "waiting" | "stuck" | "money" | "alerts" | "health";
            title: string;
            /** @description What stands there while nothing does: what will appear, and how */
            empty: string;
            items: components["schemas"]["TodayItem"][];
            /** @description How many there are; the first of them are listed */
            total: number;
            more: {
                text: string;
                href: string;
            }[];
        };
        TodayItem: {
            title: string;
            subtitle: string;
            amount: {
                /** @description Minor units of the currency */
                minor: number;
                currency: string;
            } | null;
            since: string | null;
            due: string | null;
            /** @enum {string} */
            tone: "plain" | "good" | "bad" | "warn" | "info";
            /** @description Page of the desk, below /console */
            href: string;
        };
        MenuCount: {
            page: string;
            count: number;
            /** @description The number in words */
            about: string;
            /** @enum {string} */
            tone: "plain" | "good" | "bad" | "warn" | "info";
        };
        Notice: {
            /** @enum {string} */
            tone: "plain" | "good" | "bad" | "warn" | "info";
            title: string;
            text: string;
            since: string;
            href: string;
        };
        SandboxFaultOutput: {
            /** @enum {string} */
            vendor: "stripe" | "openai" | "salesforce" | "zuora" | "smtp" | "gmail" | "whatsapp";
            /**
             * @description `METHOD /path` prefix, or `*`
             * @default *
             */
            route: string;
            /** @description Only requests that contain this text, e.g. a case id */
            account?: string;
            /** @enum {string} */
            fault: "delay" | "rate_limit" | "unavailable" | "drop_before" | "drop_after" | "error_after" | "malformed" | "refusal" | "malformed_output" | "length_cut" | "quota" | "obey_injection" | "arbitrary_output" | "refuse" | "stale_list" | "refund_fails" | "invalid_grant" | "window_closed" | "undeliverable";
            /** @description How many requests are hit; all of them when left out */
            times?: number;
            value?: number | string;
            seed?: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get__reconciliation_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: components["schemas"]["BankAccount"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Current account",
                 *       "currency": "EUR",
                 *       "number": "DE02120300000000202051",
                 *       "institution": "Example Bank"
                 *     }
                 */
                "application/json": {
                    name: string;
                    currency: string;
                    /** @description IBAN or account number; kept encrypted */
                    number?: string;
                    institution?: string;
                };
            };
        };
        responses: {
            /** @description The account */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankAccount"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANKING_FULL */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_statements: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                account_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        statements: components["schemas"]["Statement"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_statements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    file_name: string;
                    /**
                     * Format: base64
                     * @description At most 5 MB of file and 20,000 lines
                     */
                    content_base64: string;
                    /**
                     * Format: uuid
                     * @description Which account it is of, where the file does not say
                     */
                    account_id?: string;
                    /**
                     * Format: uuid
                     * @description Saved columns of a CSV; without it those of the same head are taken
                     */
                    mapping_id?: string;
                    /** @description Columns of a CSV, over what is saved or guessed */
                    mapping?: components["schemas"]["CsvMapping"];
                    /** @enum {string} */
                    date_order?: "dmy" | "mdy";
                    /** @description Where the file names none */
                    currency?: string;
                    /**
                     * @description Of amounts that are written without a sign
                     * @enum {string}
                     */
                    direction?: "in" | "out";
                    /** @description Without it this is a preview and keeps nothing */
                    preview_hash?: string;
                };
            };
        };
        responses: {
            /** @description The preview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementResult"];
                };
            };
            /** @description Imported */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementResult"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANK_ACCOUNT_NOT_FOUND, STATEMENT_MAPPING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description STATEMENT_CHANGED, STATEMENT_INCOMPLETE, STATEMENT_OTHER_ACCOUNT, BANKING_FULL */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, STATEMENT_REFUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description STATEMENT_READER_BUSY */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_statements_statement_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description STATEMENT_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_statement_mappings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mappings: components["schemas"]["SavedMapping"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_statement_mappings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    head_key: string | null;
                    mapping: components["schemas"]["CsvMapping"];
                };
            };
        };
        responses: {
            /** @description The mapping */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedMapping"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANKING_FULL */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_transactions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "booked_on" | "-booked_on";
                status?: "new" | "proposed" | "matched" | "ignored" | "unmatched";
                posting?: "pending" | "posted";
                direction?: "in" | "out";
                account_id?: string;
                /** @description Of the accounts that this bank connection tells of */
                connection_id?: string;
                /** @description Booked on this day or later */
                from?: string;
                /** @description Booked on this day or earlier */
                to?: string;
                /** @description Words of the counterparty, reference or description, or an amount */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        transactions: components["schemas"]["BankTransaction"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_transactions_transaction_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownBankTransaction"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANK_LINE_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_transactions_transaction_id_ignore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownBankTransaction"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANK_LINE_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANK_LINE_MATCHED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_transactions_transaction_id_unignore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownBankTransaction"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANK_LINE_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put__reconciliation_transactions_transaction_id_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                transaction_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description The line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownBankTransaction"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BANK_LINE_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_plaid_link_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    connection_id?: string;
                };
            };
        };
        responses: {
            /** @description Open link_url in this browser, or Link with the token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        link_token: string;
                        expiration: string;
                        link_url: string | null;
                        /** Format: uuid */
                        connection_id: string;
                        /** @description Repairs the access of an item */
                        update: boolean;
                        mock: boolean;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_plaid_exchange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of Link; left out after a repair */
                    public_token?: string;
                    /** @description What the link token named; without it a new connection */
                    connection_id?: string;
                };
            };
        };
        responses: {
            /** @description Connected; its first reading has begun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        item_id: string;
                        connection: components["schemas"]["Connection"];
                    };
                };
            };
            /** @description Plaid has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connection: components["schemas"]["Connection"];
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Plaid takes no such token */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connection: components["schemas"]["Connection"];
                    };
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_plaid_callback: {
        parameters: {
            query: {
                state: string;
                again?: "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Plaid has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A browser is led back to the desk, which says how it went */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_STATE_TOKEN */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not connected. What was connected stays */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_plaid_sync: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    connection_id?: string;
                };
            };
        };
        responses: {
            /** @description It is being read */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        connection_id: string;
                        /** @description Of its reading; null until the engine has taken it */
                        run_id: string | null;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONNECTION_REQUIRES_REAUTH, CONNECTION_ENDED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_plaid_disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of GET /integrations */
                    connection_id: string;
                };
            };
        };
        responses: {
            /** @description Disconnected; doing it again changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Plaid has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_gocardless_institutions: {
        parameters: {
            query: {
                country: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        institutions: {
                            institution_id: string;
                            name: string;
                            consent_days: number;
                            history_days: number;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_gocardless_connect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the list of banks */
                    institution_id: string;
                    /** @default DE */
                    country?: string;
                    /** @description A connection that is authorised again */
                    connection_id?: string;
                };
            };
        };
        responses: {
            /** @description Open it in a browser */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        authorization_url: string;
                        /** Format: uuid */
                        connection_id: string;
                        mock: boolean;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_gocardless_callback: {
        parameters: {
            query?: {
                ref?: string;
                state?: string;
                code?: string;
                error?: string;
                again?: "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description The provider has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A browser is led back to the desk, which says how it went */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_STATE_TOKEN */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not connected. What was connected stays */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_gocardless_connection_id_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description It is being read */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        connection_id: string;
                        run_id: string | null;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONNECTION_REQUIRES_REAUTH, CONNECTION_ENDED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_gocardless_connection_id_disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Disconnected; doing it again changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description The provider has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_enablebanking_institutions: {
        parameters: {
            query: {
                country: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        institutions: {
                            institution_id: string;
                            name: string;
                            consent_days: number;
                            history_days: number;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_enablebanking_connect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the list of banks */
                    institution_id: string;
                    /** @default DE */
                    country?: string;
                    /** @description A connection that is authorised again */
                    connection_id?: string;
                };
            };
        };
        responses: {
            /** @description Open it in a browser */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        authorization_url: string;
                        /** Format: uuid */
                        connection_id: string;
                        mock: boolean;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_enablebanking_callback: {
        parameters: {
            query?: {
                ref?: string;
                state?: string;
                code?: string;
                error?: string;
                again?: "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description The provider has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description A browser is led back to the desk, which says how it went */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_STATE_TOKEN */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not connected. What was connected stays */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_enablebanking_connection_id_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description It is being read */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        connection_id: string;
                        run_id: string | null;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONNECTION_REQUIRES_REAUTH, CONNECTION_ENDED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_enablebanking_connection_id_disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Disconnected; doing it again changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description The provider has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__webhooks_plaid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept, or known already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        received: true;
                    };
                };
            };
            /** @description INVALID_SIGNATURE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__webhooks_gocardless: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept, or known already */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WEBHOOK_SIGNATURE_REFUSED */
            498: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__bookings: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                status?: "Pending" | "Waiting" | "Confirmed" | "Expired" | "Cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bookings: components["schemas"]["ShownBooking"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__bookings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    property_id: string;
                    /** Format: date */
                    booking_date: string;
                    /** @enum {string} */
                    shift_type: "Day" | "Night" | "Full Day" | "Full Night";
                    /** @description Left out: whoever is signed in */
                    customer?: {
                        name: string;
                        phone?: string;
                        cnic?: string;
                    };
                };
            };
        };
        responses: {
            /** @description The booking, Pending until its deadline */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SLOT_TAKEN, REQUEST_IN_PROGRESS */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__bookings_booking_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                booking_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The booking */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        booking_id: string;
                        /** Format: uuid */
                        property_id: string;
                        /** Format: date */
                        booking_date: string;
                        /** @enum {string} */
                        shift_type: "Day" | "Night" | "Full Day" | "Full Night";
                        total_cost: number;
                        total_minor: number;
                        currency: string;
                        customer_name: string;
                        /** @enum {string} */
                        status: "Pending" | "Waiting" | "Confirmed" | "Expired" | "Cancelled";
                        /** @description While Pending: when it expires without a payment */
                        expires_at: string | null;
                        payment_id: string | null;
                        verification_method: ("auto_gmail" | "auto_screenshot" | "manual_admin") | null;
                        verified_at: string | null;
                        rejection_reason: string | null;
                        created_at: string;
                        /** @description What was booked, in words */
                        title: string;
                        property_name: string;
                        /** @description How it stands in words, and what comes next or can be done */
                        state: {
                            /** @enum {string} */
                            tone: "plain" | "good" | "bad" | "warn" | "info";
                            text: string;
                            next: string;
                        };
                        payments: components["schemas"]["BookingPayment"][];
                        timeline: components["schemas"]["BookingMoment"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__bookings_booking_id_payments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                booking_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "amount": 5000,
                 *       "screenshot_url": "https://example.com/screenshot.jpg",
                 *       "transaction_id": "TXN123456",
                 *       "sender_name": "John Doe"
                 *     }
                 */
                "application/json": {
                    amount: number | string;
                    /** Format: uri */
                    screenshot_url?: string;
                    screenshot_data?: {
                        [key: string]: unknown;
                    };
                    /** @description Id of the transfer at the provider; a placeholder such as N/A is as good as none */
                    transaction_id?: string;
                    sender_name?: string;
                    sender_phone?: string;
                };
            };
        };
        responses: {
            /** @description The payment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingPayment"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BOOKING_EXPIRED, INVALID_BOOKING_STATUS, DUPLICATE_PAYMENT */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, TOO_MANY_CLAIMS */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__bookings_booking_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                booking_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is being cancelled, or is */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BOOKING_EXPIRED, INVALID_BOOKING_STATUS */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__messages: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: components["schemas"]["WebMessage"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "body": "I have paid by card."
                 *     }
                 */
                "application/json": {
                    body: string;
                    booking_id?: string;
                };
            };
        };
        responses: {
            /** @description The message */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebMessage"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_pending_verifications: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bookings: components["schemas"]["PendingVerification"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_booking_booking_id_details: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                booking_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The booking */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        booking_id: string;
                        property: {
                            name: string;
                            /** @enum {string} */
                            type: "hut" | "farm";
                            address: string;
                        };
                        customer: {
                            name: string;
                            phone: string | null;
                            cnic: string | null;
                        };
                        booking_details: {
                            /** Format: date */
                            date: string;
                            /** @enum {string} */
                            shift: "Day" | "Night" | "Full Day" | "Full Night";
                            total_cost: number;
                            currency: string;
                        };
                        payment: {
                            screenshot_url: string | null;
                            transaction_id: string | null;
                            amount: number | null;
                            sender_name: string | null;
                        };
                        /** @enum {string} */
                        status: "Pending" | "Waiting" | "Confirmed" | "Expired" | "Cancelled";
                        created_at: string;
                        booking: components["schemas"]["Booking"];
                        screenshot: {
                            url: string | null;
                            data: unknown | null;
                        };
                        payments: components["schemas"]["BookingPayment"][];
                        /** @description The review that waits, if any */
                        task_id: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_unmatched_payments: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payments: {
                            /** Format: uuid */
                            payment_id: string;
                            booking_id: string | null;
                            /** @enum {string} */
                            source: "gmail" | "screenshot" | "manual";
                            transaction_id: string | null;
                            amount: number;
                            amount_minor: number;
                            currency: string;
                            sender_name: string | null;
                            sender_phone: string | null;
                            email_subject: string | null;
                            screenshot_url: string | null;
                            screenshot_data: unknown | null;
                            /** @enum {string} */
                            status: "pending" | "matched" | "unmatched" | "verified" | "rejected";
                            reason: ("no_match" | "tie" | "unauthenticated" | "unreadable" | "late" | "partial" | "over" | "duplicate" | "low_confidence" | "stale" | "misaddressed" | "claim_differs" | "claim_contested" | "booking_cancelled" | "rejected" | "dismissed") | null;
                            /** @description How it stands in words, with the reason */
                            text: string;
                            match_confidence: number | null;
                            match: unknown | null;
                            paid_at: string;
                            created_at: string;
                            verified_at: string | null;
                            verified_by: string | null;
                            task_id: string | null;
                        }[];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_booking_booking_id_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                booking_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Why it is done although the task shows warnings; needed then */
                    override_reason?: string;
                };
            };
        };
        responses: {
            /** @description Confirmed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        booking: {
                            booking_id: string;
                            /** @constant */
                            status: "Confirmed";
                            verified_at: string;
                            /** @enum {string} */
                            verification_method: "auto_gmail" | "auto_screenshot" | "manual_admin";
                        };
                    };
                };
            };
            /** @description Kept; not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPending"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, REVIEWER_LIMIT_EXCEEDED, SELF_REVIEW_FORBIDDEN, REVIEW_HANDED_ON */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND, BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED, REVIEW_STALE, REVIEW_EXPIRED, NOBODY_ELSE_DECIDES, INVALID_BOOKING_STATUS, SLOT_TAKEN, PAYMENT_MATCH_FAILED, BOOKING_EXPIRED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE, OVERRIDE_REQUIRED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_booking_booking_id_reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                booking_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Amount mismatch - Expected Rs. 5000, received Rs. 4500"
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Refused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        booking: {
                            booking_id: string;
                            status: string;
                            rejection_reason: string;
                        };
                    };
                };
            };
            /** @description Kept; not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPending"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, REVIEWER_LIMIT_EXCEEDED, SELF_REVIEW_FORBIDDEN, REVIEW_HANDED_ON */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND, BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED, REVIEW_STALE, REVIEW_EXPIRED, NOBODY_ELSE_DECIDES, INVALID_BOOKING_STATUS, SLOT_TAKEN, PAYMENT_MATCH_FAILED, BOOKING_EXPIRED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE, OVERRIDE_REQUIRED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_payment_payment_id_link_booking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "booking_id": "BK-20251017-001"
                 *     }
                 */
                "application/json": {
                    booking_id: string;
                    confirm?: boolean;
                    /** @description Why it is done although the task shows warnings; needed then */
                    override_reason?: string;
                };
            };
        };
        responses: {
            /** @description Linked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        message: string;
                        payment: components["schemas"]["BookingPayment"];
                    };
                };
            };
            /** @description Kept; not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPending"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, REVIEWER_LIMIT_EXCEEDED, SELF_REVIEW_FORBIDDEN, REVIEW_HANDED_ON */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND, BOOKING_NOT_FOUND, PAYMENT_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED, REVIEW_STALE, REVIEW_EXPIRED, NOBODY_ELSE_DECIDES, INVALID_BOOKING_STATUS, SLOT_TAKEN, PAYMENT_MATCH_FAILED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE, OVERRIDE_REQUIRED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__properties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        properties: components["schemas"]["Property"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_properties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "White Palace FarmHouse",
                 *       "type": "farm",
                 *       "address": "Karachi, Pakistan",
                 *       "contact": "+92 21 1234567",
                 *       "currency": "PKR",
                 *       "rates": {
                 *         "Day": 5000,
                 *         "Night": 6000,
                 *         "Full Day": 10000,
                 *         "Full Night": 11000
                 *       }
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    type: "hut" | "farm";
                    address: string;
                    contact: string;
                    currency: string;
                    /** @description Where it stands: its today decides which dates are past */
                    time_zone?: string;
                    rates: {
                        Day: number | string;
                        Night: number | string;
                        "Full Day": number | string;
                        "Full Night": number | string;
                    };
                };
            };
        };
        responses: {
            /** @description The property */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Property"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__health_payment_system: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The books answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentHealth"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description They do not */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentHealth"];
                };
            };
        };
    };
    get__disputes: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                status?: "running" | "pending" | "completed" | "failed";
                case_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disputes: components["schemas"]["DisputeRun"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__disputes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "case_id": "CASE-001-TEST-12345",
                 *       "customer_id": "ACC-001-DEMO-67890"
                 *     }
                 */
                "application/json": {
                    /** @description CRM case id */
                    case_id: string;
                    /** @description CRM account id of the customer */
                    customer_id: string;
                    /**
                     * Format: date-time
                     * @description When the customer disputed it; not more than five minutes in the future
                     */
                    occurred_at?: string;
                };
            };
        };
        responses: {
            /** @description The run; run_id is null until the engine has taken the start */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REQUEST_IN_PROGRESS */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, EVENT_IN_FUTURE, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__workflow_run_id_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description run_id, or process_id of a start that the engine has not taken yet */
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        process_id: string;
                        run_id: string | null;
                        case_id: string;
                        /** @description How people call it */
                        title: string;
                        subtitle: string;
                        customer_id: string;
                        /** @enum {string} */
                        status: "running" | "pending" | "completed" | "failed";
                        current_step: string;
                        resolution_proposal: unknown;
                        human_review_data: unknown;
                        final_resolution: unknown;
                        llm_cost: string;
                        total_cost: string;
                        mock: boolean;
                        created_at: string;
                        updated_at: string;
                        completed_at: string | null;
                        workflow_id: string;
                        history: {
                            sequence: number;
                            type: string;
                            actor: string;
                            /** @description The person or part behind it */
                            actor_name: string;
                            at: string;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__human_review_pending: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, at most 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pending: {
                            run_id: string | null;
                            case_id: string;
                            /** Format: uuid */
                            task_id: string;
                            proposal: unknown;
                            reason: string | null;
                            shown_hash: string;
                            waiting_since: string;
                        }[];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__human_review_decision: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "run_id": "uuid-12345",
                 *       "case_id": "CASE-001-TEST-12345",
                 *       "decision": "approved",
                 *       "reviewer_name": "john.doe@company.com",
                 *       "comments": "Approved - legitimate billing dispute",
                 *       "modified_resolution": {
                 *         "action": "partial_refund",
                 *         "amount": 45,
                 *         "reason": "Modified amount based on review"
                 *       }
                 *     }
                 */
                "application/json": {
                    run_id: string;
                    case_id: string;
                    /** @enum {string} */
                    decision: "approved" | "rejected";
                    reviewer_name: string;
                    comments: string;
                    modified_resolution?: {
                        /** @enum {string} */
                        action: "full_refund" | "partial_refund" | "no_action" | "escalate";
                        /**
                         * @description Major units of the disputed currency
                         * @default 0
                         */
                        amount?: number | string;
                        reason?: string;
                        /** @description Which candidate charge is paid back, when the case names none */
                        charge_id?: string;
                    };
                    shown_hash?: string;
                    allow_repeat?: boolean;
                    /** @description Why it is done although the task shows warnings; needed then */
                    override_reason?: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionAccepted"];
                };
            };
            /** @description Kept; not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPending"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, REVIEWER_LIMIT_EXCEEDED, SELF_REVIEW_FORBIDDEN, REVIEW_HANDED_ON */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND, WORKFLOW_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED, REVIEW_STALE, REVIEW_EXPIRED, NOBODY_ELSE_DECIDES, RUN_CASE_MISMATCH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE, OVERRIDE_REQUIRED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__my_disputes: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disputes: components["schemas"]["MyDispute"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__costs: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Days with calls, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        costs: components["schemas"]["DayCosts"][];
                        /** @description What models may cost on one day (UTC) from now on, 1e-9 US dollars */
                        budget_nano: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__costs_disputes: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The most expensive first, with how many there were and what all of them cost */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        disputes: components["schemas"]["DisputeCosts"][];
                        count: number;
                        total_nano: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_costs: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tenants: components["schemas"]["TenantCosts"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__costs_workflow_run_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Costs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunCosts"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__costs_case_case_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Costs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        case_id: string;
                        total_cost: string;
                        llm_cost: string;
                        workflow_count: number;
                        workflows: components["schemas"]["RunCosts"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__webhooks_stripe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept, or known already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        received: true;
                    };
                };
            };
            /** @description INVALID_SIGNATURE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, EVENT_IN_FUTURE */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__webhooks_stripe_account_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept, or known already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        received: true;
                    };
                };
            };
            /** @description INVALID_SIGNATURE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, EVENT_IN_FUTURE */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_signup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "new@example.com",
                 *       "password": "a long enough password"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    display_name?: string;
                };
            };
        };
        responses: {
            /** @description The account and its first tokens */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description EMAIL_TAKEN */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "new@example.com",
                 *       "password": "a long enough password"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    display_name?: string;
                };
            };
        };
        responses: {
            /** @description The account and its first tokens */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description EMAIL_TAKEN */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_address_prove: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Proved */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "reviewer@example.com",
                 *       "password": "…"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    /** @description Six digits of the second factor */
                    code?: string;
                    /**
                     * @description cookie: for browsers; the refresh token comes in an HttpOnly cookie and not in the answer
                     * @default body
                     * @enum {string}
                     */
                    refresh_in?: "body" | "cookie";
                };
            };
        };
        responses: {
            /** @description Access token (15 minutes) and refresh token (30 days) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refresh_token?: string;
                    /**
                     * @description cookie: for browsers; the refresh token comes in an HttpOnly cookie and not in the answer
                     * @default body
                     * @enum {string}
                     */
                    refresh_in?: "body" | "cookie";
                };
            };
        };
        responses: {
            /** @description The next pair */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__auth_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__auth_sessions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: components["schemas"]["Session"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete__auth_sessions_session_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended; ending it again changes nothing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__well_known_jwks_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JWKS */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_password_forgot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "reviewer@example.com"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description If there is such an account, a mail has been sent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Set; sign in with it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Shown once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                        /** @description otpauth:// link for authenticator apps */
                        uri: string;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SECOND_FACTOR_ACTIVE */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_second_factor_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits of the second factor */
                    code: string;
                };
            };
        };
        responses: {
            /** @description On */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SECOND_FACTOR_ACTIVE */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__auth_second_factor_disable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    /** @description Six digits of the second factor */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Off */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile, with its ETag */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    display_name?: string;
                    notify_on_review?: boolean;
                    state?: string;
                    /** Format: date */
                    date_of_birth?: string;
                };
            };
        };
        responses: {
            /** @description The profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put__onboarding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "CA",
                 *       "date_of_birth": "1990-05-17",
                 *       "display_name": "Sample Person"
                 *     }
                 */
                "application/json": {
                    display_name?: string;
                    notify_on_review?: boolean;
                    state: string;
                    /** Format: date */
                    date_of_birth: string;
                };
            };
        };
        responses: {
            /** @description The profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_users: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at" | "email" | "-email";
                /** @description Exactly this address */
                email?: string;
                role?: "user" | "reviewer" | "attorney" | "admin" | "super_user";
                active?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: components["schemas"]["ManagedUser"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "new.reviewer@example.com",
                 *       "display_name": "New Reviewer",
                 *       "roles": [
                 *         "reviewer"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    display_name: string;
                    roles: ("user" | "reviewer" | "attorney" | "admin" | "super_user")[];
                };
            };
        };
        responses: {
            /** @description The user */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            /** @description The role decides about money: a second person must approve it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description EMAIL_TAKEN, REQUEST_IN_PROGRESS */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_users_user_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__admin_users_user_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "reviewer"
                 *       ],
                 *       "review_limit_minor": 50000
                 *     }
                 */
                "application/json": {
                    roles?: ("user" | "reviewer" | "attorney" | "admin" | "super_user")[];
                    active?: boolean;
                    display_name?: string;
                    review_limit_minor?: number | null;
                    notify_on_review?: boolean;
                    /**
                     * @description For a lost device: the user sets up a new one
                     * @constant
                     */
                    reset_second_factor?: true;
                    /** @description Fresh code of your own second factor, where you have one; needed for reset_second_factor */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description The user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedUser"];
                };
            };
            /** @description It widens power over money: a second person must approve it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, SECOND_FACTOR_REQUIRED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description ADDRESS_NOT_PROVED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_tenants: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at" | "slug" | "-slug";
                status?: "active" | "suspended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tenants: components["schemas"]["Tenant"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_tenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "slug": "acme",
                 *       "name": "Acme Finance",
                 *       "admin_email": "admin@acme.example"
                 *     }
                 */
                "application/json": {
                    slug: string;
                    name: string;
                    /** Format: email */
                    admin_email: string;
                };
            };
        };
        responses: {
            /** @description The tenant */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description SLUG_TAKEN, EMAIL_TAKEN, REQUEST_IN_PROGRESS */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_tenants_tenant_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__admin_tenants_tenant_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    status?: "active" | "suspended";
                };
            };
        };
        responses: {
            /** @description The tenant */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_api_keys: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at" | "name" | "-name";
                active?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        api_keys: components["schemas"]["ApiKey"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "case system",
                 *       "scopes": [
                 *         "disputes:start",
                 *         "disputes:read"
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    scopes: ("banking:read" | "banking:manage" | "bookings:read" | "bookings:verify" | "bookings:manage" | "disputes:read" | "disputes:start" | "costs:read" | "admin:users" | "admin:config" | "admin:api-keys" | "admin:tenants" | "integrations:manage" | "money:stop" | "money:stop-all" | "ledger:read" | "runs:read" | "ops:read" | "ops:manage" | "codec:token" | "admin:keys" | "audit:read" | "policies:manage" | "licenses:manage" | "reconciliation:manage" | "reconciliation:read" | "review:read" | "review:decide")[];
                    /**
                     * Format: date-time
                     * @description Without it the key lives until it is revoked
                     */
                    expires_at?: string;
                };
            };
        };
        responses: {
            /** @description The key, to be sent as X-API-Key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete__admin_api_keys_key_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked; revoking it again changes nothing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        config: components["schemas"]["Setting"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__admin_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "values": {
                 *         "review_expire_seconds": 259200
                 *       }
                 *     }
                 */
                "application/json": {
                    values: {
                        verification_mode?: number | boolean | string | string[] | null;
                        auto_confirm_min_confidence?: number | boolean | string | string[] | null;
                        booking_expiration_minutes?: number | boolean | string | string[] | null;
                        payment_provider_email?: number | boolean | string | string[] | null;
                        payment_provider_domains?: number | boolean | string | string[] | null;
                        payment_provider_name?: number | boolean | string | string[] | null;
                        phone_country?: number | boolean | string | string[] | null;
                        time_zone?: number | boolean | string | string[] | null;
                        policy_cap_minor?: number | boolean | string | string[] | null;
                        llm_daily_budget_nano?: number | boolean | string | string[] | null;
                        second_factor_required?: number | boolean | string | string[] | null;
                        reviewer_limit_minor?: number | boolean | string | string[] | null;
                        limit_currency?: number | boolean | string | string[] | null;
                        review_expire_seconds?: number | boolean | string | string[] | null;
                        base_currency?: number | boolean | string | string[] | null;
                        operator_signal_allowed?: number | boolean | string | string[] | null;
                    };
                };
            };
        };
        responses: {
            /** @description The named settings as they stand now, and what waits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        config: components["schemas"]["Setting"][];
                        power_changes: components["schemas"]["PowerChange"][];
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_config_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "values": {
                 *         "policy_cap_minor": 50000
                 *       }
                 *     }
                 */
                "application/json": {
                    values: {
                        verification_mode?: number | boolean | string | string[] | null;
                        auto_confirm_min_confidence?: number | boolean | string | string[] | null;
                        booking_expiration_minutes?: number | boolean | string | string[] | null;
                        payment_provider_email?: number | boolean | string | string[] | null;
                        payment_provider_domains?: number | boolean | string | string[] | null;
                        payment_provider_name?: number | boolean | string | string[] | null;
                        phone_country?: number | boolean | string | string[] | null;
                        time_zone?: number | boolean | string | string[] | null;
                        policy_cap_minor?: number | boolean | string | string[] | null;
                        llm_daily_budget_nano?: number | boolean | string | string[] | null;
                        second_factor_required?: number | boolean | string | string[] | null;
                        reviewer_limit_minor?: number | boolean | string | string[] | null;
                        limit_currency?: number | boolean | string | string[] | null;
                        review_expire_seconds?: number | boolean | string | string[] | null;
                        base_currency?: number | boolean | string | string[] | null;
                        operator_signal_allowed?: number | boolean | string | string[] | null;
                    };
                };
            };
        };
        responses: {
            /** @description What would change; settings that stay as they are are left out */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["SettingChange"][];
                        count: number;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_config_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The setting */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setting"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put__admin_config_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "value": 50000
                 *     }
                 */
                "application/json": {
                    value: number | boolean | string | string[] | null;
                };
            };
        };
        responses: {
            /** @description The setting */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Setting"];
                };
            };
            /** @description It widens power over money: a second person must approve it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_power_changes: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                state?: "pending" | "approved" | "refused" | "replaced" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        power_changes: components["schemas"]["PowerChange"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_power_changes_change_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_power_changes_change_id_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Fresh code of your second factor, where you have one */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description The change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, SECOND_FACTOR_REQUIRED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, SECOND_PERSON_REQUIRED */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description POWER_CHANGE_CLOSED, VENDOR_ACCOUNT_IN_USE, VENDOR_MONEY_OPEN, EMAIL_TAKEN, ADDRESS_NOT_PROVED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_power_changes_change_id_refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description POWER_CHANGE_CLOSED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_tenants_tenant_id_power_changes: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                state?: "pending" | "approved" | "refused" | "replaced" | "expired";
            };
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        power_changes: components["schemas"]["PowerChange"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_tenants_tenant_id_power_changes_change_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                change_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_tenants_tenant_id_power_changes_change_id_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                change_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Fresh code of your second factor, where you have one */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description The change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, SECOND_FACTOR_REQUIRED, INVALID_CREDENTIALS */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, SECOND_PERSON_REQUIRED */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description POWER_CHANGE_CLOSED, VENDOR_ACCOUNT_IN_USE, VENDOR_MONEY_OPEN, EMAIL_TAKEN, ADDRESS_NOT_PROVED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED, ACCOUNT_LOCKED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_tenants_tenant_id_power_changes_change_id_refuse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                change_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description POWER_CHANGE_CLOSED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__rights: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        roles: {
                            /** @enum {string} */
                            role: "user" | "reviewer" | "attorney" | "admin" | "super_user";
                            name: string;
                            about: string;
                        }[];
                        permissions: {
                            /** @enum {string} */
                            permission: "banking:read" | "banking:manage" | "bookings:read" | "bookings:verify" | "bookings:manage" | "disputes:read" | "disputes:start" | "costs:read" | "admin:users" | "admin:config" | "admin:api-keys" | "admin:tenants" | "integrations:manage" | "money:stop" | "money:stop-all" | "ledger:read" | "runs:read" | "ops:read" | "ops:manage" | "codec:token" | "admin:keys" | "audit:read" | "policies:manage" | "licenses:manage" | "reconciliation:manage" | "reconciliation:read" | "review:read" | "review:decide";
                            /** @description Stands behind “may” */
                            name: string;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_gmail_oauth_init: {
        parameters: {
            query?: {
                /** @description What it is read for. Without it payment_inbox for who manages integrations, evidence for everybody else */
                purpose?: "payment_inbox" | "evidence" | "summaries";
                /** @description Address of the mailbox */
                login_hint?: string;
                /** @description Another account may take the place of the one that is connected. Without it that is refused */
                replace?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open it in a browser */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        authorization_url: string;
                        mock: boolean;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_gmail_oauth_callback: {
        parameters: {
            query: {
                state: string;
                code?: string;
                error?: string;
                again?: "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mailbox"];
                };
            };
            /** @description Google has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mailbox"];
                };
            };
            /** @description A browser is led back to the desk, which says how it went */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_STATE_TOKEN */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not connected; last_consent says why. What was connected stays */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mailbox"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_gmail_disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mailbox_id: string;
                };
            };
        };
        responses: {
            /** @description Disconnected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mailbox"];
                };
            };
            /** @description Google has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mailbox"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_gmail_set_aside: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "found_at" | "-found_at";
                mailbox_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mails: components["schemas"]["SetAsideMail"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_gmail_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mailboxes: components["schemas"]["Mailbox"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_gmail_sync: {
        parameters: {
            query?: {
                /** @description Without it payment_inbox for who manages integrations, evidence for everybody else */
                purpose?: "payment_inbox" | "evidence";
                /** @description Of your own mailbox; full: everything in the range of a first sync once more */
                mode?: "incremental" | "full";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is being read; GET /integrations/gmail/status says how far */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mailboxes: number;
                        /** @description Of your own mailbox */
                        mailbox_id: string | null;
                        /** @description Of its sync; null until the engine has taken it */
                        run_id: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONNECTION_REQUIRES_REAUTH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_money_stop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyStop"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_money_stop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "refunds look wrong, checking",
                 *       "scope": "tenant"
                 *     }
                 */
                "application/json": {
                    reason: string;
                    /**
                     * @default tenant
                     * @enum {string}
                     */
                    scope?: "tenant" | "all";
                };
            };
        };
        responses: {
            /** @description State */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyStop"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete__admin_money_stop: {
        parameters: {
            query?: {
                scope?: "tenant" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Money is not stopped */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyStop"];
                };
            };
            /** @description It waits for a second person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__ledger_journal: {
        parameters: {
            query?: {
                format?: "json" | "csv";
                limit?: number;
                /** @description Only entries at or after this instant */
                from?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["JournalEntry"][];
                        count: number;
                    };
                    "text/csv": string;
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_notifications: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                status?: "queued" | "sent" | "logged" | "failed" | "undeliverable";
                channel?: "email" | "queue" | "whatsapp" | "web";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notifications: components["schemas"]["Notification"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_notifications_notification_id_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is tried again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        notification_id: string;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__webhooks_whatsapp: {
        parameters: {
            query?: {
                "hub.mode"?: string;
                "hub.verify_token"?: string;
                "hub.challenge"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The challenge */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description INVALID_SIGNATURE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__webhooks_whatsapp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        received: true;
                    };
                };
            };
            /** @description INVALID_SIGNATURE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__live: {
        parameters: {
            query?: {
                /** @description Comma separated: reviews, disputes, runs, bulk, bookings, payments, money, rights; all you may read when left out */
                topics?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events named after their topic, with data {"id", "state"}; `ready` first; ends with the token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_events: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "sequence" | "-sequence";
                /** @description Exactly this type: `user_changed` */
                type?: string;
                /** @description Every event of one kind; the answer lists the kinds */
                group?: "banking" | "bookings" | "disputes" | "identity" | "mailbox" | "money" | "notifications" | "operations" | "policies" | "reconciliation" | "reviews" | "vendors";
                /** @description Exactly this one: `user:{id}`, `workflow` */
                actor?: string;
                /** @description Part of the name of who did it */
                person?: string;
                subject?: string;
                request_id?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["Event"][];
                        count: number;
                        next_cursor: string | null;
                        /** @description What the list can be narrowed to */
                        kinds: {
                            /** @enum {string} */
                            group: "banking" | "bookings" | "disputes" | "identity" | "mailbox" | "money" | "notifications" | "operations" | "policies" | "reconciliation" | "reviews" | "vendors";
                            title: string;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_events_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description intact, or what is broken (at most 1,000) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        intact: boolean;
                        events: number;
                        head: {
                            sequence: number;
                            hash: string;
                        } | null;
                        broken: {
                            sequence: number;
                            problem: string;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Key ids, never keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        current: string;
                        fields: {
                            key_id: string;
                            fields: number;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_keys_rotation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rotation; its progress is in the query `state` and in GET /admin/keys */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        workflow_id: string;
                        run_id: string | null;
                        key_id: string;
                        status_url: string;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__runs: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                status?: "open" | "closed";
                /** @description What it is doing */
                state?: "working" | "decision" | "vendor" | "time" | "failed" | "done";
                /** @description e.g. `dispute`, `notification` */
                kind?: string;
                /** @description false: without the work of the installation, such as messages and readings of mailboxes; true: only that */
                housekeeping?: "true" | "false";
                /** @description Only what nothing will move, or not in time */
                stuck?: "true";
                /** @description Words of the title, or the beginning of the business key */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        runs: components["schemas"]["Run"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__run_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunCounts"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__runs_process_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                process_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        schedules: components["schemas"]["Schedule"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_schedules_schedule_id_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_schedules_schedule_id_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_schedules_schedule_id_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__vendors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        vendors: components["schemas"]["Vendor"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__dead_letters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        letters: components["schemas"]["DeadLetter"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__dead_letters_letter_id_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                letter_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is tried again */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        letter_id: string;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_alerts: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                state?: "open" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alerts: components["schemas"]["Alert"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_alert_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: components["schemas"]["AlertRule"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__admin_alert_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rules": {
                 *         "api_error_rate": {
                 *           "threshold": 0.1
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    rules: {
                        bank_reauth?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        bank_unreadable?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        unmatched_rate?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        payment_processing?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        expiration_rate?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        mailbox_reauth?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        mailbox_not_read?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        mailbox_unreadable?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        notification_failures?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        database_lost?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        schedule_stopped?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        schedule_failing?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        api_error_rate?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        critical_log?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                        error_log?: {
                            /** @description null = the shipped one */
                            threshold: number | null;
                            /** @default true */
                            enabled?: boolean;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description The named rules */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: components["schemas"]["AlertRule"][];
                        count: number;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put__admin_alert_rules_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "threshold": 0.1
                 *     }
                 */
                "application/json": {
                    /** @description null = the shipped one */
                    threshold: number | null;
                    /** @default true */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_reports_daily: {
        parameters: {
            query?: {
                /** @description YYYY-MM-DD, of your tenant’s calendar; left out = the newest written */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyReport"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_reports: {
        parameters: {
            query?: {
                /** @description First day, YYYY-MM-DD; needs `to`. Left out = as many `days` as end with `to` */
                from?: string;
                /** @description Last day; left out or in the future = today */
                to?: string;
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RangeReport"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__sandbox_faults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Faults */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        faults: components["schemas"]["SandboxFaultOutput"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__sandbox_faults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "vendor": "stripe",
                 *       "fault": "unavailable",
                 *       "times": 3
                 *     }
                 */
                "application/json": components["schemas"]["SandboxFault"];
            };
        };
        responses: {
            /** @description It holds from now on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete__sandbox_faults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None is left */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ok or degraded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    get__health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not ready */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    get__health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description UNAUTHENTICATED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__codec_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Token and endpoint path */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        endpoint: string;
                        expires_at: string;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__codec_operator_token_encode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operator_token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    payloads: {
                        metadata?: {
                            [key: string]: string;
                        };
                        data?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Payloads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payloads: {
                            metadata?: {
                                [key: string]: string;
                            };
                            data?: string;
                        }[];
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__codec_operator_token_decode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                operator_token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    payloads: {
                        metadata?: {
                            [key: string]: string;
                        };
                        data?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Payloads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payloads: {
                            metadata?: {
                                [key: string]: string;
                            };
                            data?: string;
                        }[];
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_policies: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policies: components["schemas"]["PolicyDocument"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_policies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    file_name: string;
                    /**
                     * Format: base64
                     * @description At most 5 MB of file, and a million characters of text
                     */
                    content_base64: string;
                };
            };
        };
        responses: {
            /** @description Ingestion started */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        document_id: string;
                        workflow_id: string;
                        run_id: string | null;
                        status_url: string;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete__admin_policies_document_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        document_id: string;
                        /** @constant */
                        removed: true;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_tenants_tenant_id_license_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        license_keys: components["schemas"]["LicenseKey"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_tenants_tenant_id_license_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Globex 2027",
                 *       "instance_limit": 2
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @description How many WHMCS instances may be registered under it */
                    instance_limit: number;
                    /**
                     * Format: date-time
                     * @description Without it the key has no end
                     */
                    expires_at?: string;
                };
            };
        };
        responses: {
            /** @description The key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewLicenseKey"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__admin_tenants_tenant_id_license_keys_license_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                license_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    state?: "active" | "suspended" | "expired";
                    instance_limit?: number;
                    expires_at?: string | null;
                };
            };
        };
        responses: {
            /** @description The licence key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LicenseKey"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_tenants_tenant_id_license_keys_license_id_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant_id: string;
                license_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The new key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewLicenseKey"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_whmcs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        instances: components["schemas"]["WhmcsInstance"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_whmcs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    license_key: string;
                    /** @description The address of WHMCS; it can not be changed later */
                    base_url: string;
                    name?: string;
                    /** @description Of an API credential of WHMCS */
                    identifier: string;
                    secret: string;
                    /** @description Passes the list of addresses of its API, where one is set */
                    access_key?: string;
                    /** @description System name of the gateway under which payments are recorded, e.g. banktransfer */
                    gateway: string;
                    /** @description Of the installation, whose days and hours WHMCS writes */
                    time_zone: string;
                };
            };
        };
        responses: {
            /** @description Registered, and read from now on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhmcsInstance"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description LICENSE_KEY_EXPIRED, LICENSE_LIMIT_REACHED */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, LICENSE_KEY_UNKNOWN, LICENSE_KEY_SUSPENDED */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INSTANCE_IN_USE */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, VENDOR_CREDENTIAL_REFUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_whmcs_instance_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The instance as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhmcsInstance"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__integrations_whmcs_instance_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description System name of the gateway under which payments are recorded, e.g. banktransfer */
                    gateway?: string;
                    time_zone?: string;
                    auto_approve?: boolean;
                    auto_threshold?: number;
                    review_threshold?: number;
                    auto_limit_minor?: number | null;
                    /** @description Of an API credential of WHMCS */
                    identifier?: string;
                    secret?: string;
                    /** @description Passes the list of addresses of its API, where one is set */
                    access_key?: string;
                };
            };
        };
        responses: {
            /** @description The instance as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhmcsInstance"];
                };
            };
            /** @description The rules wait for a second person; whatever else was changed holds */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhmcsInstance"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, VENDOR_CREDENTIAL_REFUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_whmcs_instance_id_disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The instance as it stands now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhmcsInstance"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VENDOR_MONEY_OPEN */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_whmcs_instance_id_module: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A PHP file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_whmcs_instance_id_hook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description A PHP file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_whmcs_instance_id_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description It is being read */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        workflow_id: string;
                        /** @description null until the engine has taken it */
                        run_id: string | null;
                        status_url: string;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description LICENSE_KEY_EXPIRED */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, LICENSE_KEY_UNKNOWN, LICENSE_KEY_SUSPENDED */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONNECTION_REQUIRES_REAUTH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__webhooks_whmcs_instance_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept, or known already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        received: true;
                        known: boolean;
                    };
                };
            };
            /** @description INVALID_SIGNATURE: signed with another secret, or more than five minutes from now */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__webhooks_whmcs_instance_id_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                instance_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it goes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                        text: string;
                        next: string;
                        checked_at: string | null;
                        heard_at: string | null;
                    };
                };
            };
            /** @description INVALID_SIGNATURE: signed with another secret, or more than five minutes from now */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_stripe_oauth_init: {
        parameters: {
            query?: {
                /** @description Filled in at Stripe */
                email?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open it in a browser */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        authorization_url: string;
                        mock: boolean;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_stripe_oauth_callback: {
        parameters: {
            query: {
                state: string;
                code?: string;
                error?: string;
                again?: "1";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeConnection"];
                };
            };
            /** @description Stripe has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeConnection"];
                };
            };
            /** @description A browser is led back to the desk, which says how it went */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description INVALID_STATE_TOKEN */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not connected; last_consent says why */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeConnection"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations_stripe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: components["schemas"]["StripeConnection"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_stripe_connection_id_sync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description It is being read */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        workflow_id: string;
                        run_id: string | null;
                        status_url: string;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description CONNECTION_REQUIRES_REAUTH */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__integrations_stripe_connection_id_disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                connection_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Disconnected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeConnection"];
                };
            };
            /** @description Stripe has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StripeConnection"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__webhooks_stripe_connect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kept, or known already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        received: true;
                    };
                };
            };
            /** @description INVALID_SIGNATURE */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, EVENT_IN_FUTURE */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description INTEGRATION_NOT_CONFIGURED */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_invoices: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at" | "updated_at" | "-updated_at" | "total_minor" | "-total_minor" | "balance_minor" | "-balance_minor";
                /** @description open: money may still be recorded at it */
                state?: "draft" | "unpaid" | "payment_pending" | "collections" | "paid" | "cancelled" | "refunded" | "gone" | "open";
                instance?: string;
                currency?: string;
                /** @description As it is printed, or its number inside WHMCS */
                number?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invoices: components["schemas"]["Invoice"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_payments: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "paid_at" | "-paid_at" | "amount_minor" | "-amount_minor";
                status?: "pending" | "succeeded" | "failed" | "partially_refunded" | "refunded" | "disputed";
                connection?: string;
                currency?: string;
                payout?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payments: components["schemas"]["StripePayment"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_payouts: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "made_at" | "-made_at" | "amount_minor" | "-amount_minor";
                connection?: string;
                currency?: string;
                explained?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payouts: components["schemas"]["StripePayout"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_payouts_payout_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payout_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The payout; at most 1000 of its balance transactions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        stripe_id: string;
                        status: string;
                        currency: string;
                        amount_minor: number;
                        /** @description What its balance transactions come to; null while they were not read */
                        explained_minor: number | null;
                        /** @description Both are equal */
                        explained: boolean;
                        /** @description The bank line on which it arrived */
                        bank_transaction_id: string | null;
                        arrives_on: string;
                        automatic: boolean;
                        statement_descriptor: string | null;
                        made_at: string;
                        mock: boolean;
                        balance_transactions: {
                            stripe_id: string;
                            type: string;
                            currency: string;
                            amount_minor: number;
                            fee_minor: number;
                            net_minor: number;
                            source_id: string | null;
                            /** @description What it is, in words, with who paid where that is known */
                            text: string;
                            made_at: string;
                        }[];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_matches: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
                /** @description pending: proposed */
                status?: "proposed" | "approved" | "recorded" | "rejected" | "superseded" | "refused" | "undone" | "pending";
                side?: "bank" | "stripe";
                /** @description Of one WHMCS instance */
                instance?: string;
                /** @description Only those that this bank transaction or card payment is in */
                payment?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        matches: components["schemas"]["InvoiceMatch"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_matches_match_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                match_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The match */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainedMatch"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_matches_match_id_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                match_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "Agrees with the remittance advice"
                 *     }
                 */
                "application/json": {
                    shown_hash?: string;
                    comment?: string;
                    /** @description Why it is done although the task shows warnings; needed then */
                    override_reason?: string;
                };
            };
        };
        responses: {
            /** @description Decided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionAccepted"];
                };
            };
            /** @description Kept; not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPending"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, REVIEWER_LIMIT_EXCEEDED, SELF_REVIEW_FORBIDDEN, REVIEW_HANDED_ON */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED, REVIEW_STALE, REVIEW_EXPIRED, NOBODY_ELSE_DECIDES, INVOICE_ALREADY_SETTLED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE, OVERRIDE_REQUIRED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_matches_match_id_reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                match_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "Agrees with the remittance advice"
                 *     }
                 */
                "application/json": {
                    shown_hash?: string;
                    comment?: string;
                    /** @description Why it is done although the task shows warnings; needed then */
                    override_reason?: string;
                };
            };
        };
        responses: {
            /** @description Decided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionAccepted"];
                };
            };
            /** @description Kept; not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPending"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, REVIEWER_LIMIT_EXCEEDED, SELF_REVIEW_FORBIDDEN, REVIEW_HANDED_ON */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED, REVIEW_STALE, REVIEW_EXPIRED, NOBODY_ELSE_DECIDES, INVOICE_ALREADY_SETTLED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE, OVERRIDE_REQUIRED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description WORKFLOW_ENGINE_UNAVAILABLE */
            503: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_matches_match_id_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                match_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "comment": "It was for another client of the same name"
                 *     }
                 */
                "application/json": {
                    comment: string;
                };
            };
        };
        responses: {
            /** @description A second person is asked, or was asked before */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        return_id: string;
                        /** @enum {string} */
                        status: "proposed" | "approved" | "recorded" | "rejected" | "refused";
                        amount_minor: number;
                        currency: string;
                        workflow_id: string;
                        status_url: string;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description MATCH_NOT_RECORDED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_runs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Started, or the one that runs looks once more */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        process_id: string;
                        workflow_id: string;
                        status_url: string;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_unmatched: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "since" | "-since";
                side?: "bank" | "stripe" | "invoice";
                wait?: "expected" | "mismatched" | "asked";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UnmatchedItem"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The active rules, and versions, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        active: components["schemas"]["MatchingRules"];
                        versions: components["schemas"]["MatchingRules"][];
                        /** @description The rules of whoever has made none */
                        shipped: {
                            /** @description Stored with every match */
                            version: string;
                            amount: {
                                /** @description Points of 100 that agreement adds; 0 = the rule is off */
                                points: number;
                            };
                            reference: {
                                /** @description Points of 100 that agreement adds; 0 = the rule is off */
                                points: number;
                            };
                            date: {
                                /** @description Points of 100 that agreement adds; 0 = the rule is off */
                                points: number;
                                /** @description Points fall linearly to 0 at this distance from the nearer of issue and due day */
                                withinDays: number;
                            };
                            payer: {
                                /** @description Points of 100 that agreement adds; 0 = the rule is off */
                                points: number;
                                /** @description From which likeness on two names agree, 0 to 1 */
                                similarity: number;
                            };
                            /** @description A match of this score or more is proposed */
                            store: number;
                            auto: {
                                on: boolean;
                                /** @description A match of this score or more needs no person */
                                from: number;
                                /** @description Unless another candidate is this close, in points */
                                margin: number;
                                /**
                                 * @description What becomes of a payment when its client owes the same amount twice
                                 * @enum {string}
                                 */
                                twins: "ask" | "reference_decides";
                            };
                            differences: {
                                /** @description Less than is owed, where the reference names the invoice */
                                partial: boolean;
                                /** @description More than is owed, where the reference names the invoice */
                                over: boolean;
                                /** @description Another currency, where the reference names the invoice */
                                foreign: boolean;
                                /** @description A shortfall up to this share of the balance may be a fee */
                                feePermille: number;
                            };
                            covers: {
                                /** @description Most invoices of one payment, or payments of one invoice */
                                atMost: number;
                                /** @description Invoices issued longer before the payment are left out */
                                withinDays: number;
                                /** @description Most steps of the search before a person is asked */
                                effort: number;
                            };
                        };
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The version that was read; another one holds by now: 412 */
                    from_version: number;
                    rules: {
                        /** @description Stored with every match */
                        version: string;
                        amount: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                        };
                        reference: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                        };
                        date: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                            /** @description Points fall linearly to 0 at this distance from the nearer of issue and due day */
                            withinDays: number;
                        };
                        payer: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                            /** @description From which likeness on two names agree, 0 to 1 */
                            similarity: number;
                        };
                        /** @description A match of this score or more is proposed */
                        store: number;
                        auto: {
                            on: boolean;
                            /** @description A match of this score or more needs no person */
                            from: number;
                            /** @description Unless another candidate is this close, in points */
                            margin: number;
                            /**
                             * @description What becomes of a payment when its client owes the same amount twice
                             * @enum {string}
                             */
                            twins: "ask" | "reference_decides";
                        };
                        differences: {
                            /** @description Less than is owed, where the reference names the invoice */
                            partial: boolean;
                            /** @description More than is owed, where the reference names the invoice */
                            over: boolean;
                            /** @description Another currency, where the reference names the invoice */
                            foreign: boolean;
                            /** @description A shortfall up to this share of the balance may be a fee */
                            feePermille: number;
                        };
                        covers: {
                            /** @description Most invoices of one payment, or payments of one invoice */
                            atMost: number;
                            /** @description Invoices issued longer before the payment are left out */
                            withinDays: number;
                            /** @description Most steps of the search before a person is asked */
                            effort: number;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description The rules from the next run on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchingRules"];
                };
            };
            /** @description They let the machine approve more, and wait for a second person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch__reconciliation_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The version that was read; another one holds by now: 412 */
                    from_version: number;
                    amount?: {
                        /** @description Points of 100 that agreement adds; 0 = the rule is off */
                        points: number;
                    };
                    reference?: {
                        /** @description Points of 100 that agreement adds; 0 = the rule is off */
                        points: number;
                    };
                    date?: {
                        /** @description Points of 100 that agreement adds; 0 = the rule is off */
                        points: number;
                        /** @description Points fall linearly to 0 at this distance from the nearer of issue and due day */
                        withinDays: number;
                    };
                    payer?: {
                        /** @description Points of 100 that agreement adds; 0 = the rule is off */
                        points: number;
                        /** @description From which likeness on two names agree, 0 to 1 */
                        similarity: number;
                    };
                    /** @description A match of this score or more is proposed */
                    store?: number;
                    auto?: {
                        on: boolean;
                        /** @description A match of this score or more needs no person */
                        from: number;
                        /** @description Unless another candidate is this close, in points */
                        margin: number;
                        /**
                         * @description What becomes of a payment when its client owes the same amount twice
                         * @enum {string}
                         */
                        twins: "ask" | "reference_decides";
                    };
                    differences?: {
                        /** @description Less than is owed, where the reference names the invoice */
                        partial: boolean;
                        /** @description More than is owed, where the reference names the invoice */
                        over: boolean;
                        /** @description Another currency, where the reference names the invoice */
                        foreign: boolean;
                        /** @description A shortfall up to this share of the balance may be a fee */
                        feePermille: number;
                    };
                    covers?: {
                        /** @description Most invoices of one payment, or payments of one invoice */
                        atMost: number;
                        /** @description Invoices issued longer before the payment are left out */
                        withinDays: number;
                        /** @description Most steps of the search before a person is asked */
                        effort: number;
                    };
                };
            };
        };
        responses: {
            /** @description The rules from the next run on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchingRules"];
                };
            };
            /** @description They let the machine approve more, and wait for a second person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_rules_dry_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: {
                        /** @description Stored with every match */
                        version: string;
                        amount: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                        };
                        reference: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                        };
                        date: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                            /** @description Points fall linearly to 0 at this distance from the nearer of issue and due day */
                            withinDays: number;
                        };
                        payer: {
                            /** @description Points of 100 that agreement adds; 0 = the rule is off */
                            points: number;
                            /** @description From which likeness on two names agree, 0 to 1 */
                            similarity: number;
                        };
                        /** @description A match of this score or more is proposed */
                        store: number;
                        auto: {
                            on: boolean;
                            /** @description A match of this score or more needs no person */
                            from: number;
                            /** @description Unless another candidate is this close, in points */
                            margin: number;
                            /**
                             * @description What becomes of a payment when its client owes the same amount twice
                             * @enum {string}
                             */
                            twins: "ask" | "reference_decides";
                        };
                        differences: {
                            /** @description Less than is owed, where the reference names the invoice */
                            partial: boolean;
                            /** @description More than is owed, where the reference names the invoice */
                            over: boolean;
                            /** @description Another currency, where the reference names the invoice */
                            foreign: boolean;
                            /** @description A shortfall up to this share of the balance may be a fee */
                            feePermille: number;
                        };
                        covers: {
                            /** @description Most invoices of one payment, or payments of one invoice */
                            atMost: number;
                            /** @description Invoices issued longer before the payment are left out */
                            withinDays: number;
                            /** @description Most steps of the search before a person is asked */
                            effort: number;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Counts before and after, and the first payments whose outcome changes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesDryRun"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, RULES_TOO_COSTLY */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version in use (0: the rules), and versions, the newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        active_version: number;
                        versions: components["schemas"]["MatchingModel"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reconciliation_models_choose: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The version in use that was read; another one by now: 412 */
                    from_version: number;
                    /** @description 0: the rules */
                    version: number;
                };
            };
        };
        responses: {
            /** @description What scores from the next run on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchingModel"];
                };
            };
            /** @description The machine approves by itself, so it waits for a second person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PowerChange"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PRECONDITION_FAILED */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_reports_reconciliation: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationReport"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reconciliation_proof: {
        parameters: {
            query?: {
                /** @description The last day that counts, of the tenant; without it today */
                as_of?: string;
                /** @description csv: the residuals, at most 10,000 */
                format?: "json" | "csv";
                /** @description Only residuals of this kind */
                kind?: "nothing_to_compare" | "source_needs_consent" | "source_consent_over" | "source_failing" | "source_not_read" | "account_not_told" | "statement_gap" | "statement_does_not_add_up" | "record_unreadable" | "balance_not_told" | "balance_old" | "opening_not_told" | "balance_differs" | "line_currency_differs" | "line_state_differs" | "outcome_unknown" | "payment_not_sent" | "approved_not_recorded" | "recorded_without_payment" | "recorded_amount_differs" | "part_not_recorded" | "return_waits" | "return_not_recorded" | "returned_amount_differs" | "recorded_twice" | "recorded_without_approval" | "recorded_above_approval" | "recorded_without_match" | "recorded_of_ended_match" | "match_incomplete" | "match_sum_differs" | "match_part_differs" | "payment_in_two_matches" | "line_removed_but_counted" | "line_amount_changed" | "payment_given_back" | "payment_disputed" | "payout_line_matched" | "ledger_missing" | "ledger_amount_differs" | "ledger_without_payment" | "ledger_not_settled" | "ledger_sum_differs" | "totals_differ" | "vendor_unexplained" | "invoice_payment_gone" | "invoice_not_read" | "invoice_overpaid" | "invoice_sums_differ" | "invoice_ended_with_payment" | "invoice_returned_but_paid" | "invoice_paid_elsewhere" | "payout_not_explained" | "payout_sum_differs" | "payout_not_at_bank" | "payout_failed" | "match_waits" | "payment_not_matched" | "payment_expected" | "payment_mismatched" | "payment_asked" | "invoice_overdue" | "payout_on_its_way" | "charge_pending" | "line_pending" | "recorded_later" | "invoice_waits";
                /** @description Only residuals that are open, or that are not */
                open?: "true" | "false";
                limit?: number;
                /** @description next_cursor of the page before: how many residuals were shown */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof, with a page of its residuals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationProof"];
                    "text/csv": string;
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reviews: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "waiting_since" | "-waiting_since" | "priority" | "-priority" | "at_risk" | "-at_risk";
                state?: "pending" | "approved" | "rejected" | "expired" | "cancelled";
                /** @description One row for several open tasks of one kind and reason; see `alike` */
                fold?: "true";
                /** @description When it ended, in days of your tenant; for states that are not pending */
                ended?: "today" | "yesterday" | "last_7_days";
                kind?: "booking_payment" | "unmatched_payment" | "dispute_resolution" | "money_unknown" | "invoice_match" | "match_in_part" | "match_return";
                owner?: "me" | "nobody";
                /** @description Why the task was opened: a code such as `amount_differs` */
                reason?: string;
                /** @description Part of its title, customer, amount, ids or words; an amount as `58`, `$58` or `5,800.00` */
                search?: string;
                /** @description Handed on by a person, or left undecided for long */
                escalated?: "true" | "false";
                /** @description Money at risk, minor units */
                minimum_minor?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reviews: components["schemas"]["ReviewTask"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put__reviews_task_id_owner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "owner": "me"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    owner: "me" | "nobody";
                };
            };
        };
        responses: {
            /** @description Who has it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        owner_id: string | null;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reviews_summary: {
        parameters: {
            query?: {
                kind?: "booking_payment" | "unmatched_payment" | "dispute_resolution" | "money_unknown" | "invoice_match" | "match_in_part" | "match_return";
                owner?: "me" | "nobody";
                /** @description Why the task was opened: a code such as `amount_differs` */
                reason?: string;
                /** @description Part of its title, customer, amount, ids or words; an amount as `58`, `$58` or `5,800.00` */
                search?: string;
                /** @description Handed on by a person, or left undecided for long */
                escalated?: "true" | "false";
                /** @description Money at risk, minor units */
                minimum_minor?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts and totals */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewSummary"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__currency_rates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rates of today */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrencyRates"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put__currency_rates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "valid_from": "2026-01-02",
                 *       "rates": [
                 *         {
                 *           "currency": "PKR",
                 *           "rate": "0.00357"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: date
                     * @description Today where it is left out
                     */
                    valid_from?: string;
                    rates: {
                        currency: string;
                        rate: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Rates of today */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What amounts are compared in: the setting `base_currency` */
                        base_currency: string;
                        note: string;
                        rates: {
                            currency: string;
                            /** @description Base units for one unit, exact */
                            rate: string;
                            valid_from: string;
                            /** @enum {string} */
                            source: "tenant" | "shipped";
                        }[];
                        /** @description Open tasks that stand elsewhere now */
                        reordered: number;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__reviews_task_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewTaskDetail"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__reviews_task_id_decision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "approved",
                 *       "shown_hash": "0000000000000000000000000000000000000000000000000000000000000000",
                 *       "comments": "fits the records"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description escalated hands the task on to somebody else: it stays open
                     * @enum {string}
                     */
                    decision?: "approved" | "rejected" | "modified" | "retry" | "escalated";
                    /**
                     * @description Answer to a money_unknown task
                     * @enum {string}
                     */
                    effect?: "found" | "absent";
                    vendor_id?: string;
                    shown_hash: string;
                    comments?: string;
                    allow_repeat?: boolean;
                    /** @description Why it is done although the task shows warnings; needed then */
                    override_reason?: string;
                    /** @description Link an unmatched payment to this booking */
                    booking_id?: string;
                    /** @description With booking_id: the payment pays it, and nobody is asked again */
                    confirm?: boolean;
                    modified_resolution?: {
                        /** @enum {string} */
                        action: "full_refund" | "partial_refund" | "no_action" | "escalate";
                        /**
                         * @description Major units of the disputed currency
                         * @default 0
                         */
                        amount?: number | string;
                        reason?: string;
                        /** @description Which candidate charge is paid back, when the case names none */
                        charge_id?: string;
                    };
                    /** @description With a refund: the payment in billing at which it is recorded, where several or none name the charge */
                    billing_payment_id?: string;
                    /**
                     * Format: uuid
                     * @description Propose this invoice of the card instead; it is asked about anew
                     */
                    invoice_id?: string;
                };
            };
        };
        responses: {
            /** @description The workflow accepted it, or had accepted the same before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionAccepted"];
                };
            };
            /** @description Kept; the workflow has not answered yet */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionPending"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN, REVIEWER_LIMIT_EXCEEDED, SELF_REVIEW_FORBIDDEN, REVIEW_HANDED_ON */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND, BOOKING_NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_ALREADY_DECIDED, REVIEW_STALE, REVIEW_EXPIRED, NOBODY_ELSE_DECIDES, INVALID_BOOKING_STATUS, SLOT_TAKEN, PAYMENT_MATCH_FAILED */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, AMOUNT_OUT_OF_RANGE, OVERRIDE_REQUIRED, IDEMPOTENCY_KEY_REUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__decisions_request_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description pending, accepted or refused with its code */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        request_id: string;
                        /** @enum {string} */
                        status: "pending" | "accepted" | "refused";
                        outcome: unknown | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__bulk_decisions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the page before */
                cursor?: string;
                /** @description `-` before the name: falling */
                sort?: "created_at" | "-created_at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bulk_decisions: components["schemas"]["BulkDecision"][];
                        count: number;
                        next_cursor: string | null;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__bulk_decisions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "decision": "approved",
                 *       "filter": {
                 *         "kind": "invoice_match",
                 *         "minimum_minor": 0
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    decision: "approved" | "rejected";
                    task_ids?: string[];
                    /** @description The list as it stands now; frozen by this preview */
                    filter?: {
                        /** @enum {string} */
                        kind?: "booking_payment" | "unmatched_payment" | "dispute_resolution" | "money_unknown" | "invoice_match" | "match_in_part" | "match_return";
                        /** @enum {string} */
                        owner?: "me" | "nobody";
                        /** @description Why the task was opened: a code such as `amount_differs` */
                        reason?: string;
                        /** @description Part of its title, customer, amount, ids or words; an amount as `58`, `$58` or `5,800.00` */
                        search?: string;
                        /**
                         * @description Handed on by a person, or left undecided for long
                         * @enum {string}
                         */
                        escalated?: "true" | "false";
                        /** @description Money at risk, minor units */
                        minimum_minor?: number;
                    };
                };
            };
        };
        responses: {
            /** @description The preview */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDecisionPreview"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__bulk_decisions_bulk_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Progress or receipt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDecisionReceipt"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__bulk_decisions_bulk_id_items: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Position of the last one read */
                after?: number;
            };
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BulkDecisionItem"][];
                        count: number;
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__bulk_decisions_bulk_id_start: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    preview_hash: string;
                    /** @description Kept with every decision; needed to reject */
                    comment?: string;
                };
            };
        };
        responses: {
            /** @description It runs */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        bulk_id: string;
                        /** @enum {string} */
                        decision: "approved" | "rejected";
                        /** @enum {string} */
                        status: "preview" | "running" | "aborting" | "aborted" | "done";
                        /** @description The same for people */
                        status_text: string;
                        actor: string;
                        comment: string | null;
                        total: number;
                        settled: number;
                        preview_hash: string;
                        workflow_id: string | null;
                        created_at: string;
                        started_at: string | null;
                        ended_at: string | null;
                        status_url: string;
                    };
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description REVIEW_STALE */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__bulk_decisions_bulk_id_abort: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bulk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It stops, or had ended */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDecision"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__demo_logins: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accounts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        logins: {
                            email: string;
                            password: string;
                            role: string;
                            tenant: string;
                        }[];
                    };
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__desk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The installation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Desk"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__saved_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, at most 50 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        views: components["schemas"]["SavedView"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__saved_views: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "page": "reviews",
                 *       "name": "Large ones",
                 *       "query": "minimum_minor=10000&sort=-at_risk"
                 *     }
                 */
                "application/json": {
                    page: string;
                    name: string;
                    query: string;
                };
            };
        };
        responses: {
            /** @description The view */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete__saved_views_view_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__admin_vendor_accounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every vendor, with its account or without */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        vendor_accounts: components["schemas"]["VendorAccount"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_vendor_accounts_vendor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                vendor: "stripe" | "crm" | "billing";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Secret key of Stripe, client secret of Salesforce or Zuora */
                    credential: string;
                    /** @description Of Salesforce and Zuora: the client that the secret belongs to. It gets its access tokens itself */
                    client_id?: string;
                    /** @description Of Salesforce and Zuora: the address your company has there */
                    base_url?: string;
                    /** @description Of Stripe: checks this account's events */
                    webhook_secret?: string;
                    /**
                     * @description Another account may take the place of the connected one. Without it that is refused
                     * @default false
                     */
                    other_account?: boolean;
                };
            };
        };
        responses: {
            /** @description The connected account has the new credential */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorAccount"];
                };
            };
            /** @description Waits for a second person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorAccount"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VENDOR_ACCOUNT_IN_USE, OTHER_VENDOR_ACCOUNT, VENDOR_MONEY_OPEN */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED, VENDOR_CREDENTIAL_REFUSED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_vendor_accounts_vendor_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                vendor: "stripe" | "crm" | "billing";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description What it said: last_code is null when it works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorAccount"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description NOT_FOUND */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PROVIDER_ERROR */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post__admin_vendor_accounts_vendor_disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                vendor: "stripe" | "crm" | "billing";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Disconnected; doing it again changes nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorAccount"];
                };
            };
            /** @description INVALID_JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VENDOR_MONEY_OPEN */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description PAYLOAD_TOO_LARGE */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description UNSUPPORTED_MEDIA_TYPE */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description VALIDATION_FAILED */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__integrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, those that need somebody first, and what can be connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: components["schemas"]["Connection"][];
                        connectable: {
                            kind: string;
                            name: string;
                            about: string;
                            /** @description False without credentials */
                            configured: boolean;
                            mock: boolean;
                            /** @enum {string} */
                            method: "get" | "post";
                            path: string;
                            institutions_path: string | null;
                        }[];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__today: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sections */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sections: components["schemas"]["TodaySection"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get__today_counts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Numbers and notices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: components["schemas"]["MenuCount"][];
                        notices: components["schemas"]["Notice"][];
                    };
                };
            };
            /** @description UNAUTHENTICATED, TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED */
            401: {
                headers: {
                    /** @description RFC 6750: without error where nothing was sent, else error="invalid_token" */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description TENANT_MISMATCH, FORBIDDEN */
            403: {
                headers: {
                    /** @description error="insufficient_scope" with the scope, where a permission is missing */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description RATE_LIMITED */
            429: {
                headers: {
                    /** @description Seconds until it may be tried again */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description HEADERS_TOO_LARGE */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
