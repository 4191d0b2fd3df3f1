/** What a person may try, by scope. A code is permanent. */
export const PERMISSIONS = [
  'hq:products.view', // See products, variants, barcodes
  'hq:products.create', // Add products and variants
  'hq:products.update', // Change products, barcodes, packs, kits, modifiers
  'hq:products.delete', // Discontinue or delete products
  'hq:products.import', // Import in bulk and undo an import
  'hq:departments.manage', // Change departments
  'hq:categories.manage', // Change categories, brands, layouts
  'hq:suppliers.view', // See suppliers
  'hq:suppliers.manage', // Change suppliers and their products
  'hq:prices.view', // See price lists and prices
  'hq:prices.manage', // Change price lists and prices
  'hq:costs.view', // See costs and margins
  'hq:costs.manage', // Change standard costs
  'hq:taxes.manage', // Change tax rates, groups, zones, exemptions
  'hq:currencies.manage', // Change exchange rates and denominations
  'hq:tenders.manage', // Change tenders and reason codes
  'hq:promotions.manage', // Draft and change promotions, coupons, presets
  'hq:promotions.approve', // Approve, pause and end promotions
  'hq:worksheets.create', // Prepare worksheets
  'hq:worksheets.approve', // Approve or reject worksheets
  'hq:dry_runs.run', // Test a price or rule against past carts
  'hq:stores.view', // See stores, registers, devices
  'hq:stores.manage', // Change stores, groups, registers, peripherals
  'hq:stores.provision', // Create and revoke provisioning tokens and bundles
  'hq:devices.revoke', // Revoke a device or its lineage
  'hq:users.view', // See users and roles
  'hq:users.manage', // Change users and assign roles
  'hq:roles.manage', // Change roles and their permissions
  'hq:policies.manage', // Change access and approval policies
  'hq:sessions.revoke', // End other people's sessions
  'hq:approvals.decide', // Decide remote approvals
  'hq:settings.view', // See settings
  'hq:settings.manage', // Change settings at company level and below
  'hq:flags.manage', // Switch features on and off
  'hq:templates.manage', // Change receipt, label and mail templates
  'hq:custom_fields.manage', // Define custom fields
  'hq:sales.view', // See all stores' sales, payments, shifts
  'hq:sales.settle_flags', // Settle flags on sales
  'hq:payments.view', // See provider payments and attempts
  'hq:inventory.view', // See stock of all stores
  'hq:inventory.request', // Ask a store for a count or adjustment
  'hq:transfers.manage', // Request and approve transfers
  'hq:reorder.manage', // Change reorder rules, act on suggestions
  'hq:purchases.view', // See purchase orders and deliveries
  'hq:purchases.create', // Create purchase orders
  'hq:purchases.approve', // Approve purchase orders
  'hq:supplier_invoices.manage', // Enter and match supplier invoices
  'hq:customers.view', // See customers
  'hq:customers.manage', // Change customers and groups
  'hq:customers.merge', // Merge duplicates
  'hq:privacy.manage', // Handle data requests, erase persons
  'hq:values.view', // See gift cards, credit, points, house accounts
  'hq:values.adjust', // Adjust, block, replace value accounts
  'hq:values.limits', // Set house account limits and offline allowances
  'hq:loyalty.manage', // Change loyalty programmes
  'hq:orders.view', // See customer orders and shop orders
  'hq:orders.manage', // Reassign and cancel customer orders
  'hq:shop.manage', // Change the web shop, its pages and bridge
  'hq:employees.view', // See employees
  'hq:employees.manage', // Change employees
  'hq:schedules.manage', // Plan work for all stores
  'hq:attendance.view', // See worked time
  'hq:payroll.manage', // Pay data and payroll runs
  'hq:commissions.manage', // Commission rules and results
  'hq:crm.view', // See leads, deals, activities
  'hq:crm.manage', // Change leads, deals, activities, quotations
  'hq:accounting.view', // See accounts and journals
  'hq:accounting.post', // Post and reverse journal entries
  'hq:accounting.export', // Export to accounting systems
  'hq:periods.close', // Close and reopen accounting periods
  'hq:expenses.approve', // Approve expenses
  'hq:reports.view', // Run reports
  'hq:reports.build', // Build own reports and dashboards
  'hq:reports.schedule', // Schedule reports
  'hq:reports.export', // Export lists and reports
  'hq:dashboard.view', // Owner dashboard
  'hq:notifications.manage', // Change notification rules
  'hq:integrations.manage', // Connect outside systems
  'hq:webhooks.manage', // Webhook endpoints and replays
  'hq:api_keys.manage', // API keys
  'hq:sync.view', // See sync state of all stores
  'hq:sync.repair', // Repair parked events, force resync
  'hq:conflicts.resolve', // Work the conflict inbox
  'hq:audit.view', // Read the audit log
  'hq:audit.verify', // Verify the chain, export anchors
  'hq:licence.view', // See the licence
  'hq:licence.manage', // Activate and renew the licence
  'hq:fiscal.manage', // Fiscal packs, number blocks, submissions
  'hq:backups.manage', // Backup, restore test, full export
  'hq:drills.run', // Outage drills
  'store:products.view', // See products and prices of the store
  'store:costs.view', // See costs and margins
  'store:sales.view', // See sales, payments, shifts
  'store:sales.settle_flags', // Settle flags on sales
  'store:invoices.issue', // Issue invoices and credit notes
  'store:shifts.manage', // Ask a register to close, forced seal
  'store:cash.expected', // See expected cash before the count
  'store:cash.deposit', // Prepare bank deposits
  'store:zz.issue', // Issue the period report (ZZ)
  'store:inventory.view', // See stock here and in other stores
  'store:inventory.adjust', // Post adjustments within the limit
  'store:inventory.approve', // Approve adjustments and counts
  'store:counts.create', // Create and do stock counts
  'store:transfers.create', // Request transfers
  'store:transfers.approve', // Approve outgoing transfers
  'store:transfers.ship', // Ship transfers
  'store:transfers.receive', // Receive transfers
  'store:purchases.view', // See purchase orders and deliveries
  'store:purchases.create', // Create purchase orders
  'store:purchases.approve', // Approve purchase orders within the limit
  'store:purchases.receive', // Post deliveries
  'store:supplier_returns.create', // Return goods to suppliers
  'store:labels.print', // Print labels
  'store:customers.view', // See customers
  'store:customers.manage', // Change customers
  'store:values.view', // See value accounts
  'store:orders.view', // See customer orders
  'store:orders.fulfil', // Pick, ready, hand over, ship
  'store:orders.cancel', // Cancel customer orders
  'store:quotations.manage', // Make and convert quotations
  'store:employees.view', // See employees of the store
  'store:employees.manage', // Change employees of the store
  'store:schedules.view', // See the roster
  'store:schedules.manage', // Plan work
  'store:attendance.correct', // Correct worked time
  'store:expenses.create', // Enter expenses
  'store:expenses.approve', // Approve expenses within the limit
  'store:reports.view', // Run the store's reports
  'store:reports.export', // Export the store's lists and reports
  'store:dashboard.view', // Store dashboard
  'store:settings.view', // See settings
  'store:settings.manage', // Change store and register settings
  'store:devices.enrol', // Approve and revoke devices
  'store:hardware.manage', // Peripherals, test prints, certificates
  'store:sync.view', // Sync centre
  'store:sync.repair', // Retry, resync, digest on demand
  'store:approvals.decide', // Decide approvals in the back office
  'store:audit.view', // Read the store's audit log
  'store:backups.run', // Run a backup
  'store:drills.run', // Outage drill of this store
  'store:training.manage', // Open and reset training
  'pos:sell', // Ring up and complete sales
  'pos:refund', // Return goods of a known sale
  'pos:refund_without_receipt', // Return without the original
  'pos:refund_other_store', // Return a sale of another store
  'pos:exchange', // Exchange goods on one sale
  'pos:void', // Void a sale of the open shift
  'pos:line_remove', // Remove a line after the total was shown
  'pos:discount', // Discount a line
  'pos:discount_cart', // Discount the whole cart
  'pos:price_override', // Change a price
  'pos:open_price', // Key a price of an open-price product
  'pos:tax_exempt', // Sell tax exempt
  'pos:age_confirm', // Confirm age and restricted sales
  'pos:park', // Park and resume own carts
  'pos:park_any', // Resume or discard anybody's parked sales
  'pos:shift_open', // Open a shift
  'pos:shift_close', // Count and close a shift
  'pos:shift_expected', // See expected amounts while counting
  'pos:x_report', // Print an X
  'pos:no_sale', // Open the drawer without a sale
  'pos:cash_in', // Pay into the drawer
  'pos:cash_out', // Pay out of the drawer
  'pos:safe_drop', // Move cash to the safe
  'pos:foreign_cash', // Accept foreign cash
  'pos:currency_exchange', // Exchange currencies
  'pos:tender_manual', // Enter a card or bank payment by hand
  'pos:attempt_settle', // Settle an unknown payment by hand
  'pos:customer_view', // Look up customers
  'pos:customer_create', // Add and change customers at the till
  'pos:gift_card_sell', // Sell and load gift cards
  'pos:value_redeem', // Redeem gift cards, credit, points
  'pos:store_credit_issue', // Give store credit
  'pos:house_account_charge', // Charge to a house account
  'pos:order_create', // Open layaways and special orders
  'pos:order_payment', // Take part payments
  'pos:order_cancel', // Cancel and pay back deposits
  'pos:quotation_create', // Make quotations
  'pos:reprint', // Reprint receipts
  'pos:price_check', // Price and stock look-up
  'pos:offline_over_limit', // Accept an offline tender above its limit
  'pos:approve', // Approve at the till
  'pos:time_clock', // Clock in and out
  'pos:training', // Use training mode
  'pos:register_take_over', // Take a register over on another device
] as const

export type PermissionCode = (typeof PERMISSIONS)[number]
export type Scope = 'hq' | 'store' | 'pos'

type BuiltinRole = { readonly scope: Scope; readonly name: string; readonly permissions: readonly PermissionCode[] }

/** Roles every tenant starts with. A manager holds a store role and a pos role together. */
export const BUILTIN_ROLES = {
  hq_admin: {
    scope: 'hq',
    name: 'HQ admin',
    permissions: [
      'hq:products.view',
      'hq:products.create',
      'hq:products.update',
      'hq:products.delete',
      'hq:products.import',
      'hq:departments.manage',
      'hq:categories.manage',
      'hq:suppliers.view',
      'hq:suppliers.manage',
      'hq:prices.view',
      'hq:prices.manage',
      'hq:costs.view',
      'hq:costs.manage',
      'hq:taxes.manage',
      'hq:currencies.manage',
      'hq:tenders.manage',
      'hq:promotions.manage',
      'hq:promotions.approve',
      'hq:worksheets.create',
      'hq:worksheets.approve',
      'hq:dry_runs.run',
      'hq:stores.view',
      'hq:stores.manage',
      'hq:stores.provision',
      'hq:devices.revoke',
      'hq:users.view',
      'hq:users.manage',
      'hq:roles.manage',
      'hq:policies.manage',
      'hq:sessions.revoke',
      'hq:approvals.decide',
      'hq:settings.view',
      'hq:settings.manage',
      'hq:flags.manage',
      'hq:templates.manage',
      'hq:custom_fields.manage',
      'hq:sales.view',
      'hq:sales.settle_flags',
      'hq:payments.view',
      'hq:inventory.view',
      'hq:inventory.request',
      'hq:transfers.manage',
      'hq:reorder.manage',
      'hq:purchases.view',
      'hq:purchases.create',
      'hq:purchases.approve',
      'hq:supplier_invoices.manage',
      'hq:customers.view',
      'hq:customers.manage',
      'hq:customers.merge',
      'hq:privacy.manage',
      'hq:values.view',
      'hq:values.adjust',
      'hq:values.limits',
      'hq:loyalty.manage',
      'hq:orders.view',
      'hq:orders.manage',
      'hq:shop.manage',
      'hq:employees.view',
      'hq:employees.manage',
      'hq:schedules.manage',
      'hq:attendance.view',
      'hq:payroll.manage',
      'hq:commissions.manage',
      'hq:crm.view',
      'hq:crm.manage',
      'hq:accounting.view',
      'hq:accounting.post',
      'hq:accounting.export',
      'hq:expenses.approve',
      'hq:reports.view',
      'hq:reports.build',
      'hq:reports.schedule',
      'hq:reports.export',
      'hq:dashboard.view',
      'hq:notifications.manage',
      'hq:integrations.manage',
      'hq:webhooks.manage',
      'hq:api_keys.manage',
      'hq:sync.view',
      'hq:sync.repair',
      'hq:conflicts.resolve',
      'hq:audit.view',
      'hq:audit.verify',
      'hq:licence.view',
      'hq:licence.manage',
      'hq:fiscal.manage',
      'hq:backups.manage',
      'hq:drills.run',
    ],
  },
  hq_buyer: {
    scope: 'hq',
    name: 'HQ buyer',
    permissions: [
      'hq:products.view',
      'hq:products.create',
      'hq:products.update',
      'hq:products.import',
      'hq:departments.manage',
      'hq:categories.manage',
      'hq:suppliers.view',
      'hq:suppliers.manage',
      'hq:prices.view',
      'hq:prices.manage',
      'hq:costs.view',
      'hq:costs.manage',
      'hq:promotions.manage',
      'hq:worksheets.create',
      'hq:dry_runs.run',
      'hq:stores.view',
      'hq:settings.view',
      'hq:templates.manage',
      'hq:custom_fields.manage',
      'hq:sales.view',
      'hq:inventory.view',
      'hq:inventory.request',
      'hq:transfers.manage',
      'hq:reorder.manage',
      'hq:purchases.view',
      'hq:purchases.create',
      'hq:customers.view',
      'hq:values.view',
      'hq:loyalty.manage',
      'hq:orders.view',
      'hq:orders.manage',
      'hq:shop.manage',
      'hq:crm.view',
      'hq:crm.manage',
      'hq:reports.view',
      'hq:reports.build',
      'hq:reports.export',
      'hq:dashboard.view',
      'hq:conflicts.resolve',
    ],
  },
  hq_accountant: {
    scope: 'hq',
    name: 'HQ accountant',
    permissions: [
      'hq:products.view',
      'hq:suppliers.view',
      'hq:prices.view',
      'hq:costs.view',
      'hq:taxes.manage',
      'hq:currencies.manage',
      'hq:tenders.manage',
      'hq:stores.view',
      'hq:users.view',
      'hq:settings.view',
      'hq:sales.view',
      'hq:sales.settle_flags',
      'hq:payments.view',
      'hq:inventory.view',
      'hq:purchases.view',
      'hq:supplier_invoices.manage',
      'hq:customers.view',
      'hq:values.view',
      'hq:values.adjust',
      'hq:values.limits',
      'hq:orders.view',
      'hq:employees.view',
      'hq:attendance.view',
      'hq:payroll.manage',
      'hq:commissions.manage',
      'hq:accounting.view',
      'hq:accounting.post',
      'hq:accounting.export',
      'hq:periods.close',
      'hq:expenses.approve',
      'hq:reports.view',
      'hq:reports.build',
      'hq:reports.schedule',
      'hq:reports.export',
      'hq:dashboard.view',
      'hq:sync.view',
      'hq:audit.view',
      'hq:audit.verify',
      'hq:licence.view',
      'hq:fiscal.manage',
    ],
  },
  store_manager: {
    scope: 'store',
    name: 'store manager',
    permissions: [
      'store:products.view',
      'store:costs.view',
      'store:sales.view',
      'store:sales.settle_flags',
      'store:invoices.issue',
      'store:shifts.manage',
      'store:cash.expected',
      'store:cash.deposit',
      'store:zz.issue',
      'store:inventory.view',
      'store:inventory.adjust',
      'store:inventory.approve',
      'store:counts.create',
      'store:transfers.create',
      'store:transfers.approve',
      'store:transfers.ship',
      'store:transfers.receive',
      'store:purchases.view',
      'store:purchases.create',
      'store:purchases.approve',
      'store:purchases.receive',
      'store:supplier_returns.create',
      'store:labels.print',
      'store:customers.view',
      'store:customers.manage',
      'store:values.view',
      'store:orders.view',
      'store:orders.fulfil',
      'store:orders.cancel',
      'store:quotations.manage',
      'store:employees.view',
      'store:employees.manage',
      'store:schedules.view',
      'store:schedules.manage',
      'store:attendance.correct',
      'store:expenses.create',
      'store:expenses.approve',
      'store:reports.view',
      'store:reports.export',
      'store:dashboard.view',
      'store:settings.view',
      'store:settings.manage',
      'store:devices.enrol',
      'store:hardware.manage',
      'store:sync.view',
      'store:sync.repair',
      'store:approvals.decide',
      'store:audit.view',
      'store:backups.run',
      'store:drills.run',
      'store:training.manage',
    ],
  },
  store_supervisor: {
    scope: 'store',
    name: 'store supervisor',
    permissions: [
      'store:products.view',
      'store:sales.view',
      'store:invoices.issue',
      'store:cash.deposit',
      'store:inventory.view',
      'store:counts.create',
      'store:purchases.view',
      'store:labels.print',
      'store:customers.view',
      'store:customers.manage',
      'store:values.view',
      'store:orders.view',
      'store:orders.fulfil',
      'store:quotations.manage',
      'store:employees.view',
      'store:schedules.view',
      'store:expenses.create',
      'store:reports.view',
      'store:dashboard.view',
      'store:settings.view',
      'store:hardware.manage',
      'store:sync.view',
      'store:training.manage',
    ],
  },
  stock_clerk: {
    scope: 'store',
    name: 'stock clerk',
    permissions: [
      'store:products.view',
      'store:inventory.view',
      'store:inventory.adjust',
      'store:counts.create',
      'store:transfers.create',
      'store:transfers.ship',
      'store:transfers.receive',
      'store:purchases.view',
      'store:purchases.receive',
      'store:supplier_returns.create',
      'store:labels.print',
      'store:orders.view',
      'store:orders.fulfil',
      'store:schedules.view',
      'store:sync.view',
    ],
  },
  pos_manager: {
    scope: 'pos',
    name: 'till manager',
    permissions: [
      'pos:sell',
      'pos:refund',
      'pos:refund_without_receipt',
      'pos:refund_other_store',
      'pos:exchange',
      'pos:void',
      'pos:line_remove',
      'pos:discount',
      'pos:discount_cart',
      'pos:price_override',
      'pos:open_price',
      'pos:tax_exempt',
      'pos:age_confirm',
      'pos:park',
      'pos:park_any',
      'pos:shift_open',
      'pos:shift_close',
      'pos:shift_expected',
      'pos:x_report',
      'pos:no_sale',
      'pos:cash_in',
      'pos:cash_out',
      'pos:safe_drop',
      'pos:foreign_cash',
      'pos:currency_exchange',
      'pos:tender_manual',
      'pos:attempt_settle',
      'pos:customer_view',
      'pos:customer_create',
      'pos:gift_card_sell',
      'pos:value_redeem',
      'pos:store_credit_issue',
      'pos:house_account_charge',
      'pos:order_create',
      'pos:order_payment',
      'pos:order_cancel',
      'pos:quotation_create',
      'pos:reprint',
      'pos:price_check',
      'pos:offline_over_limit',
      'pos:approve',
      'pos:time_clock',
      'pos:training',
      'pos:register_take_over',
    ],
  },
  pos_supervisor: {
    scope: 'pos',
    name: 'till supervisor',
    permissions: [
      'pos:sell',
      'pos:refund',
      'pos:refund_without_receipt',
      'pos:refund_other_store',
      'pos:exchange',
      'pos:void',
      'pos:line_remove',
      'pos:discount',
      'pos:discount_cart',
      'pos:price_override',
      'pos:open_price',
      'pos:tax_exempt',
      'pos:age_confirm',
      'pos:park',
      'pos:park_any',
      'pos:shift_open',
      'pos:shift_close',
      'pos:x_report',
      'pos:no_sale',
      'pos:cash_in',
      'pos:cash_out',
      'pos:safe_drop',
      'pos:foreign_cash',
      'pos:currency_exchange',
      'pos:tender_manual',
      'pos:customer_view',
      'pos:customer_create',
      'pos:gift_card_sell',
      'pos:value_redeem',
      'pos:store_credit_issue',
      'pos:house_account_charge',
      'pos:order_create',
      'pos:order_payment',
      'pos:order_cancel',
      'pos:quotation_create',
      'pos:reprint',
      'pos:price_check',
      'pos:approve',
      'pos:time_clock',
      'pos:training',
      'pos:register_take_over',
    ],
  },
  pos_cashier: {
    scope: 'pos',
    name: 'till cashier',
    permissions: [
      'pos:sell',
      'pos:refund',
      'pos:exchange',
      'pos:line_remove',
      'pos:discount',
      'pos:open_price',
      'pos:age_confirm',
      'pos:park',
      'pos:shift_open',
      'pos:shift_close',
      'pos:safe_drop',
      'pos:foreign_cash',
      'pos:customer_view',
      'pos:customer_create',
      'pos:gift_card_sell',
      'pos:value_redeem',
      'pos:house_account_charge',
      'pos:order_create',
      'pos:order_payment',
      'pos:quotation_create',
      'pos:reprint',
      'pos:price_check',
      'pos:time_clock',
      'pos:training',
    ],
  },
} as const satisfies Record<string, BuiltinRole>

export type BuiltinRoleCode = keyof typeof BUILTIN_ROLES
