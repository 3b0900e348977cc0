-- What the comparison with other hosts needs to know, filled in as project files have it that say nothing of it.
UPDATE "Project" r SET policy = filled.policy
FROM (
  SELECT id, policy || jsonb_build_object(
    'rollback', '{"concurrency": 200}'::jsonb || coalesce(policy->'rollback', '{}'::jsonb),
    'canary', '{
        "excludeAgents": ["kube-probe", "ELB-HealthChecker", "GoogleHC", "Consul Health Check"],
        "sameLabels": [],
        "compare": {"metrics": ["5xx", "4xx"], "requireControl": false, "phi": "auto"},
        "latency": {"quantiles": ["p50", "p90", "p99"], "slowAtLeast": 0.01},
        "endpoints": {"max": 50},
        "shadow": false
      }'::jsonb || (policy->'canary') || CASE WHEN policy->'canary' ? 'accessLog'
        THEN jsonb_build_object('accessLog', '{"format": "combined", "delay": 15}'::jsonb || (policy->'canary'->'accessLog'))
        ELSE '{}'::jsonb END
  ) AS policy
  FROM "Project" WHERE policy ? 'canary'
) filled WHERE r.id = filled.id;

UPDATE "Rollout" r SET policy = filled.policy
FROM (
  SELECT id, policy || jsonb_build_object(
    'rollback', '{"concurrency": 200}'::jsonb || coalesce(policy->'rollback', '{}'::jsonb),
    'canary', '{
        "excludeAgents": ["kube-probe", "ELB-HealthChecker", "GoogleHC", "Consul Health Check"],
        "sameLabels": [],
        "compare": {"metrics": ["5xx", "4xx"], "requireControl": false, "phi": "auto"},
        "latency": {"quantiles": ["p50", "p90", "p99"], "slowAtLeast": 0.01},
        "endpoints": {"max": 50},
        "shadow": false
      }'::jsonb || (policy->'canary') || CASE WHEN policy->'canary' ? 'accessLog'
        THEN jsonb_build_object('accessLog', '{"format": "combined", "delay": 15}'::jsonb || (policy->'canary'->'accessLog'))
        ELSE '{}'::jsonb END
  ) AS policy
  FROM "Rollout" WHERE policy ? 'canary'
) filled WHERE r.id = filled.id;
