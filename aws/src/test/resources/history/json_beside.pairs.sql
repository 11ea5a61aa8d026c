SELECT
  "t"."event_name" AS "eventname",
  CASE WHEN "t"."raw" LIKE '{%"eventName"%' THEN "t"."raw" ELSE json_format(CAST(map_filter(MAP(ARRAY['rolecallPartial', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'errorCode', 'errorMessage', 'eventID'], ARRAY[CAST(TRUE AS JSON), TRY(json_parse("t"."user_identity")), CAST(date_format("t"."event_time", '%Y-%m-%dT%H:%i:%sZ') AS JSON), CAST("t"."event_source" AS JSON), CAST("t"."event_name" AS JSON), CAST(NULLIF("t"."error_code", '') AS JSON), CAST("t"."error_message" AS JSON), CAST("t"."event_id" AS JSON)]), (k, v) -> v IS NOT NULL) AS JSON)) END AS "record"
FROM "AwsDataCatalog"."logs"."json_beside" AS "t"
WHERE "t"."event_time" >= TIMESTAMP '2019-12-31 00:00:00'
  AND "t"."event_time" < TIMESTAMP '2030-01-02 00:00:00'
  AND (COALESCE("t"."error_code", '') = '' AND "t"."event_source" = 'sts.amazonaws.com' AND "t"."event_name" IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity') AND "t"."event_time" >= TIMESTAMP '2020-01-01 00:00:00' AND "t"."event_time" < TIMESTAMP '2030-01-01 00:00:00')
