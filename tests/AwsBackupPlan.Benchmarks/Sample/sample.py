"""The backup plans of many accounts the way the sample makes them: with boto3, 13 calls for each account, one after another.

    python3 sample.py ENDPOINT ACCOUNTS

Writes the seconds that the accounts took, without Python's start.
"""
import json
import sys
import time

import boto3

PRIMARY, COPY = "us-east-1", "us-east-2"


def client(service, region, keys, endpoint):
    return boto3.client(
        service, region_name=region, endpoint_url=endpoint, aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"], aws_session_token=keys["SessionToken"])


def assume(sts, account):
    return sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/Xacnt_Backup_Role", RoleSessionName="sample")["Credentials"]


def make_vault(sts, account, abs_name, region, endpoint):
    """5 calls: session, aliases, key, vault, its description."""
    keys = assume(sts, account)
    kms = client("kms", region, keys, endpoint)
    alias = next(a for a in kms.list_aliases()["Aliases"] if a["AliasName"] == f"alias/{abs_name}-key")
    key = kms.describe_key(KeyId=alias["TargetKeyId"])["KeyMetadata"]["Arn"]
    backup = client("backup", region, keys, endpoint)
    backup.create_backup_vault(BackupVaultName=f"{abs_name}-Vault", EncryptionKeyArn=key, BackupVaultTags={"ABS": abs_name})
    backup.describe_backup_vault(BackupVaultName=f"{abs_name}-Vault")
    return keys, backup


def make_plan(account, abs_name, keys, backup, endpoint):
    """3 calls: document, plan, selection."""
    ssm = client("ssm", PRIMARY, keys, endpoint)
    plan, tags = json.loads(ssm.get_parameter(Name="/backupprocess/backupplan")["Parameter"]["Value"])
    rule = plan["Rules"][0]
    plan["BackupPlanName"] = f"{abs_name}-RDS-BackupPlan-Default"
    # Whatever the document says.
    rule["ScheduleExpression"] = "cron(0 * ? * * *)"
    rule["RuleName"] = f"{abs_name}-RDS-BackupRule-Default"
    rule["TargetBackupVaultName"] = f"{abs_name}-Vault"
    rule["CopyActions"][0]["DestinationBackupVaultArn"] = f"arn:aws:backup:{COPY}:{account}:backup-vault:{abs_name}-Vault"
    tags["ABS"] = abs_name
    plan_id = backup.create_backup_plan(BackupPlan=plan, BackupPlanTags=tags)["BackupPlanId"]
    backup.create_backup_selection(BackupPlanId=plan_id, BackupSelection={
        "SelectionName": f"{abs_name}-RDS-BackupSelection-Default",
        "IamRoleArn": f"arn:aws:iam::{account}:role/AWSBackup-Custom",
        "Resources": ["arn:aws:rds:*:*:db:*", "arn:aws:rds:*:*:cluster:*"],
        "Conditions": {"StringEquals": [{"ConditionKey": "aws:ResourceTag/ABS", "ConditionValue": abs_name}]},
    })


def main():
    endpoint, accounts = sys.argv[1].rstrip("/"), int(sys.argv[2])
    started = time.perf_counter()
    sts = boto3.client("sts", region_name=PRIMARY, endpoint_url=endpoint, aws_access_key_id="AKIABENCHMARK0000001", aws_secret_access_key="any")
    for index in range(accounts):
        account, abs_name = str(200000000001 + index), "backup-demo"
        make_vault(sts, account, abs_name, COPY, endpoint)
        keys, backup = make_vault(sts, account, abs_name, PRIMARY, endpoint)
        make_plan(account, abs_name, keys, backup, endpoint)
    print(time.perf_counter() - started)


main()
