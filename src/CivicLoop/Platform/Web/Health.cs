using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Web;

/// <summary>For whoever watches over the program: is it alive, can it work.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("alive")).ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
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
