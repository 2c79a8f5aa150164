"""Django's settings: an embedded SQLite database unless told otherwise.

Reading them makes nothing: no folder, no file. `IRONSTRIDE_DATA` names the data folder,
`IRONSTRIDE_DATABASE` a PostgreSQL server (`postgresql://user:password@host:port/name`).
"""

import os

from ironstride.store.database import URL_VARIABLE, database_setting
from ironstride.store.folder import data_folder, secret_in

DATA_FOLDER = data_folder(os.environ)
SECRET_KEY = secret_in(DATA_FOLDER)
DATABASES = {"default": database_setting(DATA_FOLDER, os.environ.get(URL_VARIABLE))}
INSTALLED_APPS = ["ironstride.store"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
