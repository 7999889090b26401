using CivicLoop.Domain.People;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>All classes of problems, by group.</summary>
[Needs(Permission.CatalogueEdit)]
internal sealed class CataloguePage : PageModel;
