from bot.ingest.pdf.document import read
