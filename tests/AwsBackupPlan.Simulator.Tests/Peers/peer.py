"""Runs scripts with boto3 against a simulator: one JSON request per line in, one JSON answer per line out.

A script finds `client(service, region, **options)`, `refusal(call, **parameters)`, `failure(call, **parameters)`,
`signed(service, **options)` and `endpoint`, and sets `result`.
"""
import datetime
import json
import sys
import traceback

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.config
import botocore.credentials
import botocore.exceptions
import botocore.httpsession

SESSION = boto3.session.Session(aws_access_key_id="AKIASIMULATEDPEER000", aws_secret_access_key="peer", region_name="us-east-1")


def client_factory(endpoint):
    def client(service, region="us-east-1", credentials=None, retries=0, timeout=30, **options):
        keys = {} if credentials is None else {
            "aws_access_key_id": credentials["AccessKeyId"],
            "aws_secret_access_key": credentials["SecretAccessKey"],
            "aws_session_token": credentials["SessionToken"],
        }
        # The simulator is to refuse what is wrong, not the client.
        config = botocore.config.Config(parameter_validation=False, retries={"total_max_attempts": retries + 1}, connect_timeout=5, read_timeout=timeout)
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


def failure(call, **parameters):
    """How a call fails that gets no answer."""
    try:
        call(**parameters)
    except botocore.exceptions.HTTPClientError as error:
        return type(error).__name__
    raise AssertionError("the call was answered")


def sender(endpoint):
    def signed(service, region="us-east-1", method="POST", path="/", body="", headers=None, credentials=None, minutes=0, presigned=False,
               tamper=None, host=None):
        """Sends a request signed for a service and Region, minutes from now, changed by `tamper` after signing."""
        keys = credentials or {"AccessKeyId": "AKIASIMULATEDPEER000", "SecretAccessKey": "peer", "SessionToken": None}
        keys = botocore.credentials.Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])

        class Signer(botocore.auth.SigV4QueryAuth if presigned else botocore.auth.SigV4Auth):
            def _modify_request_before_signing(self, request):
                at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
                request.context["timestamp"] = at.strftime("%Y%m%dT%H%M%SZ")
                super()._modify_request_before_signing(request)

        request = botocore.awsrequest.AWSRequest(method, endpoint.rstrip("/") + path, headers or {}, body.encode())
        if host is not None:
            request.headers["Host"] = host
        Signer(keys, service, region).add_auth(request)
        if tamper is not None:
            tamper(request)
        answer = botocore.httpsession.URLLib3Session().send(request.prepare())
        return {"status": answer.status_code, "headers": dict(answer.headers), "text": answer.text}

    return signed


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
        "failure": failure,
        "signed": sender(request["endpoint"]),
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
