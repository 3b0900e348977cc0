import { cache } from "react";
import type { NowView, RolloutView } from "@/lib/contracts/views";
import { isSauronError } from "@/lib/errors";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listProjects } from "@/lib/queries/list-projects";
import { type CommitDetail, readCommit } from "@/lib/queries/read-commit";
import { readNowView } from "@/lib/queries/read-now-view";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { webProcess } from "./web-process";
