"use client";

import { createContext } from "react";

/** Address of the repository of the project that is shown. */
export const RepositoryContext = createContext("");
