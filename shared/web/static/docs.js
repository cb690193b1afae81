// Starts Swagger UI on the page that holds it; the address of the document is on the page, not here.
window.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("api");
  window.SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null, // nothing is asked of another origin
    persistAuthorization: false,
  });
});
