using CivicLoop.Domain.People;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>The workflow table, as it is followed.</summary>
[Needs(Permission.CaseSee)]
internal sealed class WorkflowHelpPage : PageModel;
