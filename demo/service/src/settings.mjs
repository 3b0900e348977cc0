export const settings = {
  siteName: "Harbour Stories",
  greeting: "Welcome aboard",
  footer: "Written by the sea.",
  frontPageStories: 6,
  feedPageSize: 20,
  feedMaxAgeSeconds: 30,
  storyMaxAgeSeconds: 120,
  previewLength: 140,
  relatedStories: 3,
  sessionHours: 12,
  minimumPasswordLength: 8,
  searchResults: 10,
};
