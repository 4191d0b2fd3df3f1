CREATE TABLE `access_policies` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`action` text NOT NULL,
	`effect` text NOT NULL,
	`is_active` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "access_policies_effect_check" CHECK("effect" = 'deny' or "effect" = 'require_approval'),
	CONSTRAINT "access_policies_is_active_check" CHECK("is_active" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `access_rules` (
	`tenant_id` text NOT NULL,
	`policy_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`attribute` text NOT NULL,
	`operator` text NOT NULL,
	`value` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `access_rules_pk` PRIMARY KEY(`policy_id`, `line_no`),
	CONSTRAINT `access_rules_policy_fk` FOREIGN KEY (`policy_id`) REFERENCES `access_policies`(`id`),
	CONSTRAINT "access_rules_operator_check" CHECK("operator" = 'eq' or "operator" = 'ne' or "operator" = 'lt' or "operator" = 'le' or "operator" = 'gt' or "operator" = 'ge' or "operator" = 'in' or "operator" = 'between')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `access_policy_targets` (
	`tenant_id` text NOT NULL,
	`policy_id` text NOT NULL,
	`kind` text NOT NULL,
	`target_id` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `access_policy_targets_pk` PRIMARY KEY(`policy_id`, `kind`, `target_id`),
	CONSTRAINT `access_policy_targets_policy_fk` FOREIGN KEY (`policy_id`) REFERENCES `access_policies`(`id`),
	CONSTRAINT "access_policy_targets_kind_check" CHECK("kind" = 'role' or "kind" = 'user' or "kind" = 'store' or "kind" = 'department')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `approval_policies` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`action` text NOT NULL,
	`permission_code` text NOT NULL,
	`threshold_minor` integer,
	`threshold_ppm` integer,
	`can_be_remote` integer NOT NULL,
	`ttl_s` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "approval_policies_threshold_minor_check" CHECK("threshold_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approval_policies_threshold_ppm_check" CHECK("threshold_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approval_policies_can_be_remote_check" CHECK("can_be_remote" between 0 and 1),
	CONSTRAINT "approval_policies_ttl_rule" CHECK("ttl_s" between 1 and 86400)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`kid` text NOT NULL,
	`purpose` text NOT NULL,
	`public_key` text NOT NULL,
	`valid_from_at` integer NOT NULL,
	`valid_to_at` integer,
	`revoked_at` integer,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "signing_keys_purpose_check" CHECK("purpose" = 'licence' or "purpose" = 'permission' or "purpose" = 'paper' or "purpose" = 'bundle' or "purpose" = 'anchor' or "purpose" = 'token')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `permission_snapshots` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`edition` integer NOT NULL,
	`issued_at` integer NOT NULL,
	`privileged_until_at` integer NOT NULL,
	`cashier_until_at` integer NOT NULL,
	`payload` text NOT NULL,
	`signature` text NOT NULL,
	`kid` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `signing_keys_kid` ON `signing_keys` (`kid`);
