"""Runs scripts with boto3 against a simulator: one JSON request per line in, one JSON answer per line out.

A script finds `client(service, region, **options)`, `refusal(call, **parameters)` and `endpoint`, and sets `result`.
"""
import datetime
import json
import sys
import traceback

import boto3
import botocore.config
import botocore.exceptions

SESSION = boto3.session.Session(aws_access_key_id="AKIASIMULATEDPEER000", aws_secret_access_key="peer", region_name="us-east-1")


def client_factory(endpoint):
    def client(service, region="us-east-1", credentials=None, retries=0, **options):
        keys = {} if credentials is None else {
            "aws_access_key_id": credentials["AccessKeyId"],
            "aws_secret_access_key": credentials["SecretAccessKey"],
            "aws_session_token": credentials["SessionToken"],
        }
        # The simulator is to refuse what is wrong, not the client.
        config = botocore.config.Config(parameter_validation=False, retries={"total_max_attempts": retries + 1}, connect_timeout=5, read_timeout=30)
        return SESSION.client(service, region_name=region, endpoint_url=endpoint, config=config, **keys, **options)

    return client


def refusal(call, **parameters):
    """What a call is refused with, as boto3 understands it."""
    try:
        call(**parameters)
    except botocore.exceptions.ClientError as error:
        answer = error.response
        return {
            "type": type(error).__name__,
            "code": answer["Error"].get("Code"),
            "message": answer["Error"].get("Message"),
            "status": answer["ResponseMetadata"]["HTTPStatusCode"],
            "requestId": answer["ResponseMetadata"].get("RequestId"),
            "members": {name: value for name, value in answer.items() if name not in ("Error", "ResponseMetadata")},
        }
    raise AssertionError("the call was not refused")


def plain(value):
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("latin-1")
    raise TypeError(f"{type(value)} has no JSON form")


def run(request):
    scope = {
        "endpoint": request["endpoint"],
        "client": client_factory(request["endpoint"]),
        "refusal": refusal,
        "result": None,
    }
    try:
        exec(compile(request["script"], "script", "exec"), scope)
        return {"result": scope["result"]}
    except BaseException:
        return {"error": traceback.format_exc()}


print(json.dumps({"boto3": boto3.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(run(json.loads(line)), default=plain), flush=True)
