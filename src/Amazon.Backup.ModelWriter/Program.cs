using Amazon.Backup.ModelWriter;

if (args is not [var folder] || !Directory.Exists(folder))
{
    await Console.Error.WriteLineAsync("Name the folder that holds service-2.json (or .json.gz) and paginators-1.json of backup/2018-11-15, and redirect the output to the .model file.").ConfigureAwait(false);
    return 1;
}

await Console.Out.WriteAsync(ModelText.Write(PublishedModel.Load(folder))).ConfigureAwait(false);
return 0;
