"""Runs before moto_server: of AWS's own policies it keeps those that tests name.

There are some 1,500, and moto reads them all anew for each account in each partition, which takes most of a test's time.
"""

import json

from moto.iam import models

KEPT = [
    "AWSDenyAll",
    "AWSLambdaBasicExecutionRole",
    "AdministratorAccess",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonS3ReadOnlyAccess",
    "IAMReadOnlyAccess",
    "IAMUserChangePassword",
    "PowerUserAccess",
    "ReadOnlyAccess",
]

policies = json.loads(models.aws_managed_policies_data)
models.aws_managed_policies_data = json.dumps({name: policies[name] for name in KEPT})
