SELECT
  json_extract_scalar("t"."cloudtrailevent", '$.eventName') AS "eventname",
  "t"."cloudtrailevent" AS "record"
FROM "AwsDataCatalog"."logs"."json" AS "t"
WHERE regexp_replace("t"."day", '[^0-9]', '') >= '20191231'
  AND regexp_replace("t"."day", '[^0-9]', '') < '20300102'
  AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') >= '2019-12-31T00:00:00Z'
  AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') < '2030-01-02T00:00:00Z'
  AND (COALESCE(json_extract_scalar("t"."cloudtrailevent", '$.errorCode'), '') = '' AND json_extract_scalar("t"."cloudtrailevent", '$.eventSource') = 'sts.amazonaws.com' AND json_extract_scalar("t"."cloudtrailevent", '$.eventName') IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity') AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') >= '2020-01-01T00:00:00Z' AND json_extract_scalar("t"."cloudtrailevent", '$.eventTime') < '2030-01-01T00:00:00Z')
