"""Reads templates as cfn-lint does, and makes stacks of them in moto. One request on standard input, one answer on standard output, both JSON.

{"do": "read", "files": [...]}: the templates, intrinsic functions in their long form, and what cfn-lint knows of the resources of IAM actions.
{"do": "create", "stacks": [{"name", "file", "region", "parameters"}], "before": ..., "script": ...}: runs the one script, makes the stacks in order, and runs the other. Both find
client(service, region); the second finds stacks[name] with the resources by their logical ids and policy(text), and sets result.

{"do": "serve", ...}: the same, and moto goes on for whoever sends requests to result["endpoint"], until standard input ends. The request is one line.

{"do": "run", "file", "parameters", "answers"}: makes a stack of the template Master and runs its state machine, with prepared answers for its function; tells what the function was asked, too.

{"do": "lookUp", "file"}: runs the function in the template KeyReplica.
"""

import ast
import json
import os
import sys


def read(request):
    import cfnlint.data.AdditionalSpecs
    from cfnlint.decode import decode

    templates = []
    for file in request["files"]:
        template, matches = decode(file)
        if matches:
            raise ValueError(f"{file}: {matches}")
        templates.append(template)
    specification = os.path.join(os.path.dirname(cfnlint.data.AdditionalSpecs.__file__), "Policies.json")
    with open(specification, encoding="utf-8") as file:
        services = json.load(file)
    actions = {
        f"{service}:{action}": bool(about.get("Resources"))
        for service, known in services.items()
        if isinstance(known, dict)
        for action, about in known.get("Actions", {}).items()
    }
    return {"templates": templates, "actionsWithResources": actions}


def mend_keys():
    """moto hands the tags and the policy of a template's key on as they are; its KMS has other names for the members of the one, and takes the other as text. It leaves out that a key is one
    of many Regions, and has a key and its replica say the same of what they are."""
    import copy

    from moto.kms.models import Key, KmsBackend

    make, create, replicate = Key.create_from_cloudformation_json.__func__, KmsBackend.create_key, KmsBackend.replicate_key

    def mended(cls, resource_name, cloudformation_json, *rest, **others):
        properties = cloudformation_json["Properties"]
        # An AWS::NoValue in a list stays there as nothing.
        statements = [statement for statement in properties["KeyPolicy"]["Statement"] if statement]
        properties["KeyPolicy"] = json.dumps({**properties["KeyPolicy"], "Statement": statements})
        properties["Tags"] = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in properties.get("Tags", [])]
        try:
            KmsBackend.create_key = lambda self, *given, **named: create(self, *given, **named, multi_region=properties.get("MultiRegion", False))
            return make(cls, resource_name, cloudformation_json, *rest, **others)
        finally:
            KmsBackend.create_key = create

    def replicated(self, key_id, replica_region):
        replica = replicate(self, key_id, replica_region)
        replica.multi_region_configuration = copy.deepcopy(replica.multi_region_configuration)
        return replica

    KmsBackend.replicate_key = replicated
    Key.create_from_cloudformation_json = classmethod(mended)


def create(request, isServing=False):
    import logging
    import warnings

    import boto3
    from cfnlint.decode import decode
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    mend_keys()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()

    def client(service, region="us-east-1"):
        return boto3.client(service, region_name=region, endpoint_url=f"http://{host}:{port}", aws_access_key_id="AKIAPEER", aws_secret_access_key="peer")

    try:
        # moto writes the policies of a template down as Python writes them.
        found = {"client": client, "stacks": {}, "result": None, "policy": lambda text: ast.literal_eval(text) if isinstance(text, str) else text}
        exec(request.get("before", ""), found)
        for stack in request["stacks"]:
            formation = client("cloudformation", stack["region"])
            template, _ = decode(stack["file"])
            # Of attributes moto knows fewer than AWS has, and nobody asks for them here.
            template.pop("Outputs", None)
            formation.create_stack(
                StackName=stack["name"],
                TemplateBody=json.dumps(template),
                Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in stack["parameters"].items()],
                Capabilities=["CAPABILITY_NAMED_IAM"],
            )
            described = formation.describe_stacks(StackName=stack["name"])["Stacks"][0]
            if described["StackStatus"] != "CREATE_COMPLETE":
                raise ValueError(f"{stack['name']}: {described['StackStatus']} {described.get('StackStatusReason')}")
            resources = formation.describe_stack_resources(StackName=stack["name"])["StackResources"]
            # What moto does not know it leaves out.
            found["stacks"][stack["name"]] = {
                resource["LogicalResourceId"]: resource.get("PhysicalResourceId") for resource in resources if "LogicalResourceId" in resource
            }
        exec(request["script"], found)
        if isServing:
            print(json.dumps({"endpoint": f"http://{host}:{port}", "result": found["result"]}, default=str), flush=True)
            sys.stdin.read()
        return found["result"]
    finally:
        server.stop()


def run(request):
    import io
    import logging
    import threading
    import warnings
    import zipfile

    import boto3
    from moto import mock_aws
    from moto.awslambda_simple.models import lambda_simple_backends
    from moto.stepfunctions.models import stepfunctions_backends

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    os.environ.update(AWS_ACCESS_KEY_ID="AKIAPEER", AWS_SECRET_ACCESS_KEY="peer", AWS_DEFAULT_REGION="us-east-1")
    account, region = "123456789012", "us-east-1"
    with mock_aws(config={"lambda": {"use_docker": False}, "stepfunctions": {"execute_state_machine": True}}):
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as archive:
            archive.writestr("bootstrap", "")
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="code")
        s3.put_object(Bucket="code", Key="AwsBackupPlan.Lambda-x86_64.zip", Body=zipped.getvalue())
        formation = boto3.client("cloudformation")
        with open(request["file"], encoding="utf-8") as file:
            formation.create_stack(
                StackName="Master",
                TemplateBody=file.read(),
                Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in request["parameters"].items()],
                Capabilities=["CAPABILITY_NAMED_IAM"],
            )
        made = {
            resource["LogicalResourceId"]: resource.get("PhysicalResourceId")
            for resource in formation.describe_stack_resources(StackName="Master")["StackResources"]
            if "LogicalResourceId" in resource
        }
        s3.put_object(Bucket=made["Bucket"], Key="accounts.csv", Body=b"AccountId,ABSName\n222222222222,payroll\n333333333333,orders\n")

        # What makes stacks and what runs state machines are two in moto, and the one that runs them reads no whole number there.
        definition = stepfunctions_backends[account][region].describe_state_machine(made["Fleet"]).definition
        states = boto3.client("stepfunctions")
        definition = definition.replace('"ToleratedFailurePercentage": 10', '"ToleratedFailurePercentage": 10.0')
        answers = lambda_simple_backends[account][region].lambda_simple_results_queue

        machine = states.create_state_machine(name="Run", definition=definition, roleArn=f"arn:aws:iam::{account}:role/Fleet")["stateMachineArn"]
        payloads = []
        simple, given = type(lambda_simple_backends[account][region]), type(lambda_simple_backends[account][region]).invoke

        def invoke(self, function_name, qualifier, body, headers, response_headers):
            payloads.append(json.loads(body))
            return given(self, function_name, qualifier, body, headers, response_headers)

        # moto hands the answers out whatever the function is asked.
        simple.invoke = invoke
        answers.extend(json.dumps(answer) for answer in request["answers"])
        execution = states.start_execution(stateMachineArn=machine, name="Run", input="{}")["executionArn"]
        while (about := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
            for thread in threading.enumerate():
                if thread is not threading.main_thread():
                    thread.join(1)
        return {
            "status": about["status"],
            "items": states.describe_map_run(mapRunArn=json.loads(about["output"])["MapRunArn"])["itemCounts"],
            "answersLeft": len(answers),
            "payloads": payloads,
            "objects": [found["Key"] for found in s3.list_objects_v2(Bucket=made["Bucket"])["Contents"]],
            "made": sorted(made),
        }


def lookUp(request):
    import types

    import boto3
    from cfnlint.decode import decode
    from moto import mock_aws

    os.environ.update(AWS_ACCESS_KEY_ID="AKIAPEER", AWS_SECRET_ACCESS_KEY="peer")
    template, _ = decode(request["file"])
    answers = []

    def send(event, context, status, data, identity, reason=None):
        answers.append({"status": status, "data": data, "identity": identity, "reason": reason})

    # Lambda puts this module beside a function that is written into a template.
    sys.modules["cfnresponse"] = types.SimpleNamespace(send=send, SUCCESS="SUCCESS", FAILED="FAILED")
    function = {}
    resources = template["Resources"]
    timeout = resources["LookupFunction"]["Properties"]["Timeout"]
    exec(resources["LookupFunction"]["Properties"]["Code"]["ZipFile"], function)
    waited = 0

    def sleep(seconds):
        nonlocal waited
        waited += seconds

    # Nobody waits here.
    function["time"] = types.SimpleNamespace(sleep=sleep)
    context = types.SimpleNamespace(get_remaining_time_in_millis=lambda: (timeout - waited) * 1000)

    def ask(kind, alias):
        nonlocal waited
        waited = 0
        function["handler"]({"RequestType": kind, "ResourceProperties": {"Region": "us-east-1", "Alias": alias}}, context)
        return answers[-1]

    def denied_for(seconds):
        real = function["boto3"]

        class Kms:
            def describe_key(self, KeyId):
                if waited < seconds:
                    raise function["ClientError"]({"Error": {"Code": "AccessDeniedException", "Message": "not authorized"}}, "DescribeKey")
                return real.client("kms", region_name="us-east-1").describe_key(KeyId=KeyId)

        function["boto3"] = types.SimpleNamespace(client=lambda *given, **named: Kms())
        try:
            return ask("Create", "alias/payroll-key"), waited
        finally:
            function["boto3"] = real

    with mock_aws():
        kms = boto3.client("kms", region_name="us-east-1")
        many = kms.create_key(MultiRegion=True)["KeyMetadata"]
        kms.create_alias(AliasName="alias/payroll-key", TargetKeyId=many["KeyId"])
        kms.create_alias(AliasName="alias/single-key", TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
        late, waited_for = denied_for(301)
        denied, waited_in_vain = denied_for(100000)
        return {
            "late": late,
            "waitedFor": waited_for,
            "denied": denied,
            "waitedInVain": waited_in_vain,
            "timeout": timeout,
            "serviceTimeout": resources["PrimaryKey"]["Properties"]["ServiceTimeout"],
            "arn": many["Arn"],
            "found": ask("Create", "alias/payroll-key"),
            "single": ask("Create", "alias/single-key"),
            "none": ask("Create", "alias/none-key"),
            "deleted": ask("Delete", "alias/none-key"),
        }


def serve(request):
    return create(request, isServing=True)


asked = json.loads(sys.stdin.readline())
sys.stdout.write(json.dumps({"read": read, "create": create, "serve": serve, "run": run, "lookUp": lookUp}[asked["do"]](asked), default=str))
