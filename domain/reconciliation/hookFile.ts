/** Events of WHMCS that its hook file sends, each with the name of the variable that says whose it is. */
export const HOOK_EVENTS = {
  InvoiceCreated: 'invoiceid',
  InvoicePaid: 'invoiceid',
  InvoiceUnpaid: 'invoiceid',
  InvoiceCancelled: 'invoiceid',
  InvoiceRefunded: 'invoiceid',
  AddInvoicePayment: 'invoiceid',
  UpdateInvoiceTotal: 'invoiceid',
  ClientAdd: 'client_id',
  ClientEdit: 'userid',
  ClientClose: 'userid',
  ClientDelete: 'userid',
} as const;
export type HookEvent = keyof typeof HOOK_EVENTS;
// Object.keys loses the literal type; the keys are exactly the table's.
export const HOOK_EVENT_NAMES = Object.keys(HOOK_EVENTS) as [HookEvent, ...HookEvent[]];

/** Whether an event is about an invoice, and else about a client. */
export const isInvoiceEvent = (event: HookEvent): boolean => HOOK_EVENTS[event] === 'invoiceid';

export interface HookFile {
  /** Where the hook sends to, and where its addon page asks how it goes. */
  webhookUrl: string;
  statusUrl: string;
  /** Where the desk shows an invoice; its number is put behind it. */
  invoiceUrl: string;
  /** Signs what is sent. */
  secret: string;
  /** As people call the instance. */
  name: string;
}

/** A text between single quotes of PHP. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
/** A text inside a comment of PHP, which it must not end. */
const comment = (text: string): string =>
  text
    .replaceAll('*/', '* /')
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll('?>', '? >');

const hookOf = (event: HookEvent): string =>
  `add_hook('${event}', 1, function ($vars) {
    countersign_send('${event}', isset($vars['${HOOK_EVENTS[event]}']) ? (int) $vars['${HOOK_EVENTS[event]}'] : 0);
});`;

const REQUEST = `/** Signs a body with the time and sends it; gives up after two seconds, because the page of a person waits for it. */
function countersign_request($url, $method, $body)
{
    $time = (string) time();
    $signature = hash_hmac('sha256', $time . '.' . $body, COUNTERSIGN_SECRET);
    $request = curl_init($url);
    curl_setopt_array($request, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => [
            'Content-Type: application/json',
            'X-Countersign-Timestamp: ' . $time,
            'X-Countersign-Signature: sha256=' . $signature,
        ],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_CONNECTTIMEOUT_MS => 1000,
        CURLOPT_TIMEOUT_MS => 2000,
    ]);
    if ($body !== '') {
        curl_setopt($request, CURLOPT_POSTFIELDS, $body);
    }
    $answer = curl_exec($request);
    curl_close($request);
    return $answer;
}

/** Tells which invoice or client has changed, and nothing else of it. What gets lost is found by the next reading. */
function countersign_send($event, $id)
{
    if ($id > 0) {
        $body = json_encode(['event' => $event, 'id' => $id, 'nonce' => bin2hex(random_bytes(16))]);
        countersign_request(COUNTERSIGN_WEBHOOK, 'POST', $body);
    }
}

/** How reading goes, for an addon page: status, words and what to do, or null. */
function countersign_status()
{
    $answer = countersign_request(COUNTERSIGN_STATUS, 'GET', '');
    return $answer ? json_decode($answer, true) : null;
}`;

/**
 * The hook file of an instance, ready to be saved as `includes/hooks/countersign.php`. It holds the secret that signs what it
 * sends, so it is shown to whoever manages integrations only.
 */
export function hookFile({ webhookUrl, statusUrl, invoiceUrl, secret, name }: HookFile): string {
  return `<?php
/*
 * Countersign for WHMCS: ${comment(name)}
 *
 * Save this file as includes/hooks/countersign.php of your WHMCS installation. Nothing else is needed: WHMCS loads it with
 * the next page. It holds a secret; keep it readable by the web server only. To replace the secret, get the file again
 * after a new one was made, and save it in place of this one.
 */
if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

if (!defined('COUNTERSIGN_WEBHOOK')) {
    define('COUNTERSIGN_WEBHOOK', ${quoted(webhookUrl)});
    define('COUNTERSIGN_STATUS', ${quoted(statusUrl)});
    define('COUNTERSIGN_INVOICE', ${quoted(invoiceUrl)});
    define('COUNTERSIGN_SECRET', ${quoted(secret)});
}

${REQUEST}

${Object.keys(HOOK_EVENTS)
  .map((event) => hookOf(event as HookEvent))
  .join('\n\n')}

add_hook('AdminInvoicesControlsOutput', 1, function ($vars) {
    $id = isset($vars['invoiceid']) ? (int) $vars['invoiceid'] : 0;
    return '<a href="' . htmlspecialchars(COUNTERSIGN_INVOICE . $id) . '" target="_blank" rel="noopener">Open in Countersign</a>';
});
`;
}
