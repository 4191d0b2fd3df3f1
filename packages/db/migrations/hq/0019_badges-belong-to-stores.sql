DROP INDEX "user_credentials_badge";
--> statement-breakpoint
ALTER TABLE "user_credentials" DROP CONSTRAINT "user_credentials_kind_check", ADD CONSTRAINT "user_credentials_kind_check" CHECK ("kind" = 'password' or "kind" = 'totp' or "kind" = 'passkey' or "kind" = 'recovery');
