-- Rules that project files can say from now on, filled in as they were understood before.
UPDATE "Project" p SET policy = filled.policy
FROM (
  SELECT id, '{"guidedFailure": false, "pipelining": false}'::jsonb || policy || jsonb_build_object(
    'canary', '{"onInconclusive": "hold"}'::jsonb || (policy->'canary'),
    'stages', (SELECT jsonb_agg(CASE WHEN stage ? 'bake'
          THEN stage || jsonb_build_object('bake', '{"analysis": true}'::jsonb || (stage->'bake')) ELSE stage END ORDER BY place)
        FROM jsonb_array_elements(policy->'stages') WITH ORDINALITY AS e(stage, place)),
    'deploy', (policy->'deploy') || jsonb_build_object('steps',
        (SELECT jsonb_agg('{"retryPause": 1}'::jsonb || step ORDER BY place)
        FROM jsonb_array_elements(policy->'deploy'->'steps') WITH ORDINALITY AS e(step, place)))
  ) AS policy
  FROM "Project" WHERE policy ?& ARRAY['canary', 'stages', 'deploy']
) filled WHERE p.id = filled.id;

UPDATE "Rollout" r SET policy = filled.policy
FROM (
  SELECT id, '{"guidedFailure": false, "pipelining": false}'::jsonb || policy || jsonb_build_object(
    'canary', '{"onInconclusive": "hold"}'::jsonb || (policy->'canary'),
    'stages', (SELECT jsonb_agg(CASE WHEN stage ? 'bake'
          THEN stage || jsonb_build_object('bake', '{"analysis": true}'::jsonb || (stage->'bake')) ELSE stage END ORDER BY place)
        FROM jsonb_array_elements(policy->'stages') WITH ORDINALITY AS e(stage, place)),
    'deploy', (policy->'deploy') || jsonb_build_object('steps',
        (SELECT jsonb_agg('{"retryPause": 1}'::jsonb || step ORDER BY place)
        FROM jsonb_array_elements(policy->'deploy'->'steps') WITH ORDINALITY AS e(step, place)))
  ) AS policy
  FROM "Rollout" WHERE policy ?& ARRAY['canary', 'stages', 'deploy']
) filled WHERE r.id = filled.id;
