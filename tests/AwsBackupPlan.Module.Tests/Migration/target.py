"""What the sample's templates make in a target account, in both Regions, as far as its backups need it: a multi-Region key with its replica and aliases, and the plan document.

    python3 target.py ENDPOINT ACCOUNT ABSNAME
"""
import json
import sys

import boto3

PRIMARY, COPY = "us-east-1", "us-east-2"

DOCUMENT = [
    {
        "BackupPlanName": "BackupPlanName",
        "Rules": [{
            "RuleName": "RuleName",
            "TargetBackupVaultName": "VaultName",
            "ScheduleExpression": "cron(0 12 * * ? *)",
            "StartWindowMinutes": 60,
            "CompletionWindowMinutes": 123,
            "Lifecycle": {"MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300},
            "CopyActions": [{
                "Lifecycle": {"MoveToColdStorageAfterDays": 200, "DeleteAfterDays": 300},
                "DestinationBackupVaultArn": "DestinationBackupVaultArn",
            }],
            "EnableContinuousBackup": False,
        }],
    },
    {"ABS": "ABSName"},
]


def main():
    endpoint, account, abs_name = sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]
    sts = boto3.client("sts", region_name=PRIMARY, endpoint_url=endpoint, aws_access_key_id="AKIAADMINISTRATOR001", aws_secret_access_key="any")
    keys = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/Xacnt_Backup_Role", RoleSessionName="administrator")["Credentials"]

    def client(service, region=PRIMARY):
        return boto3.client(
            service, region_name=region, endpoint_url=endpoint, aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"], aws_session_token=keys["SessionToken"])

    kms = client("kms")
    key = kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key)
    kms.create_alias(AliasName=f"alias/{abs_name}-key", TargetKeyId=key)
    kms.replicate_key(KeyId=key, ReplicaRegion=COPY)
    client("kms", COPY).create_alias(AliasName=f"alias/{abs_name}-key", TargetKeyId=key)
    client("ssm").put_parameter(Name="/backupprocess/backupplan", Type="String", Value=json.dumps(DOCUMENT), Overwrite=True)
    print(key)


main()
