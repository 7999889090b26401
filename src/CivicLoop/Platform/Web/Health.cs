using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Web;

/// <summary>For whoever watches over the program: is it alive, can it work.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        // Load balancers and the portal's forms ask for the head alone.
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/health/live", methods, () => Results.Text("alive"))
            .ExcludeFromDescription();
        app.MapMethods("/health/ready", methods, ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(CityDatabase database, HttpContext request)
    {
        try
        {
            await using var connection = await database.OpenReadAsync(request.RequestAborted);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1 FROM city_documents LIMIT 1";
            await command.ExecuteScalarAsync(request.RequestAborted);
            return Results.Text("ready");
        }
        catch (Exception error)
            when (error is DatabaseDown or System.Data.Common.DbException)
        {
            return Results.Text(
                "database unavailable", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
